"""How often changes are right at each posterior: the table of restore.c.

usage: measure … --points … | calibrate.py
The program measured must tell raw posteriors and hold nothing back: build it
with the table { 0, 0 }, { 1, 1 } and -DLAWFUL_KEPT=1. Posteriors are put into bins, the shares
made never to fall (pool adjacent violators), a row a bin.
"""
import sys

EDGES = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.9995, 1.01]


def main():
    points = sorted((float(l.split()[1]), int(l.split()[2])) for l in sys.stdin if l.startswith("point "))
    bins = []
    for low, high in zip([0] + EDGES, EDGES):
        inside = [p for p in points if low <= p[0] < high]
        if inside:
            bins.append([len(inside), sum(p[0] for p in inside), sum(p[1] for p in inside)])
    pooled = []
    for b in bins:
        pooled.append(b)
        while len(pooled) > 1 and pooled[-2][2] / pooled[-2][0] > pooled[-1][2] / pooled[-1][0]:
            last = pooled.pop()
            pooled[-1] = [x + y for x, y in zip(pooled[-1], last)]
    for n, told, right in pooled:
        print(f"\t{{ {told / n:.4f}, {right / n:.3f} }}, /* {n} */")


main()
