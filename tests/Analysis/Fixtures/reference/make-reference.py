"""Reference values from SciPy for tests/Analysis/Statistics/ReferenceTests.cs.

Run here with Debian's Python (python3-scipy 1.10): /usr/bin/python3 make-reference.py   (writes scipy.json)
"""

import json

import numpy as np
from scipy.stats import bootstrap
from scipy.stats._resampling import _bca_interval

random = np.random.default_rng(2022)
LEVEL = 0.95


def hodges_lehmann(values, axis=-1):
    i, j = np.tril_indices(values.shape[-1])
    return np.median((values[..., i] + values[..., j]) / 2, axis=-1)


def kernel():
    """The BCa ends of given resamples: no randomness left, so the kernel must agree to rounding."""
    values = np.round(random.lognormal(size=14), 6)
    resamples = random.choice(values, size=(400, len(values)))
    replicates = hodges_lehmann(resamples)
    left_out = [hodges_lehmann(np.delete(values, i)) for i in range(len(values))]
    low, high, *_ = _bca_interval(
        (values,), hodges_lehmann, axis=-1, alpha=(1 - LEVEL) / 2, theta_hat_b=replicates, batch=None
    )
    return {
        "confidence": LEVEL,
        "estimate": hodges_lehmann(values),
        "replicates": list(replicates),
        "left_out": left_out,
        "lower": np.percentile(replicates, low * 100),
        "upper": np.percentile(replicates, high * 100),
    }


def whole(size):
    """The whole bootstrap, where ours agrees up to the noise of 10,000 resamples."""
    values = np.round(random.lognormal(sigma=0.7, size=size), 6)
    result = bootstrap(
        (values,), hodges_lehmann, n_resamples=100_000, confidence_level=LEVEL, method="BCa", batch=2_000, random_state=random
    )
    return {
        "values": list(values),
        "confidence": LEVEL,
        "center": hodges_lehmann(values),
        "lower": result.confidence_interval.low,
        "upper": result.confidence_interval.high,
    }


sections = {"bca_kernel": [kernel()], "bca": [whole(60), whole(90)]}
with open("scipy.json", "w") as file:
    lines = (f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(case)}" for case in cases) + "\n  ]" for name, cases in sections.items())
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
