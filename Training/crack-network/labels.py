"""What a label byte of a training picture says."""

# GROUND is pavement, concrete or wall without damage; ELSEWHERE is woods, water, stones, roofs; SOMEWHERE is one of the two, no crack
# in any case. UNKNOWN is neither rewarded nor punished.
GROUND, CRACK, UNKNOWN, SEALED, ELSEWHERE, SOMEWHERE = range(6)
