"""The arguments of a program that looks at pages once: where it keeps its data, and a JSON list of addresses."""

import argparse
import pathlib


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=pathlib.Path, required=True)
    parser.add_argument("--urls", type=pathlib.Path, required=True)
    return parser.parse_args()
