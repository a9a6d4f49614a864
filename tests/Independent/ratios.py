#!/usr/bin/env python3
"""An independent check of ratios: plain Python from the journals alone, other code than the library's.

    ratios.py [--without-start] RUN...

reads samples.csv of each run's folder and prints a line `workload,target,ratio` for each workload and target that has
launches beside native ones in at least six blocks: how many times native's run time the target's is, as the median of all
pairwise averages of the log ratios within blocks (Hodges and Lehmann, 1963). With --without-start the time of `startup` on the
same target in the same block is taken off both first. Workloads that were cut off anywhere are left out, and those that took no
longer than a start in some block.
"""

import csv
import math
import os
import statistics
import sys

FEWEST = 6


def launches(folders):
    """Times by workload, target and block; and the workloads and targets that were cut off or failed."""
    times, broken = {}, set()
    for folder in folders:
        with open(os.path.join(folder, "samples.csv"), newline="") as file:
            for row in csv.DictReader(file):
                cell = row["workload"], row["target"]
                if row["status"] != "ok":
                    broken.add(cell)
                elif row["phase"] == "measured":
                    times.setdefault(cell, {})[row["run"], int(row["block"])] = int(row["wall_ns"])
    return times, broken


def net(times, target, cell, without_start):
    if not without_start:
        return times[cell]
    starts = times.get(("startup", target), {})
    return {block: time - starts[block] for block, time in times[cell].items() if block in starts}


def hodges_lehmann(values):
    return statistics.median((one + other) / 2 for index, one in enumerate(values) for other in values[index:])


def main(arguments):
    without_start = "--without-start" in arguments
    times, broken = launches([argument for argument in arguments if not argument.startswith("--")])
    for workload, target in sorted(times):
        native = workload, "native"
        if target == "native" or native not in times or {(workload, target), native} & broken:
            continue
        above = net(times, target, (workload, target), without_start)
        below = net(times, "native", native, without_start)
        blocks = sorted(above.keys() & below.keys())
        if len(blocks) >= FEWEST and all(min(above[block], below[block]) > 0 for block in blocks):
            logs = [math.log(above[block] / below[block]) for block in blocks]
            print(f"{workload},{target},{math.exp(hodges_lehmann(logs))!r}")


main(sys.argv[1:])
