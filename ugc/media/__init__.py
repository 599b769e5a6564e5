"""Bytes in, bytes out: inspect, decode safely, make renditions, write the credit.

Knows nothing of models, stores or the web. Callers use `inspect`, `recipes`, `darkroom` and `reasons`;
everything that touches pixels runs only inside a darkroom's child processes.
"""
