"""Renders drone photos of a synthetic street with exact truth. See ../README.md."""

VERSION = "1.0"
SOFTWARE = f"SceneRenderer {VERSION} (synthetic scene, not a photograph)"
