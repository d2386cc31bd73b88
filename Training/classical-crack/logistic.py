"""A logistic model with weighted samples and a ridge, fitted by Newton's method."""
import numpy as np


def logistic(x, y, w, penalty):
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    b = np.zeros(z.shape[1])
    ridge = np.r_[0, np.full(x.shape[1], penalty)]
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ b))
        gradient = z.T @ (w * (y - p)) - ridge * b
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + np.diag(ridge)
        b = b + np.linalg.solve(hessian, gradient)
    weights = b[1:] / spread
    return b[0] - (weights * mean).sum(), weights
