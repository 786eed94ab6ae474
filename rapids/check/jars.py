#!/usr/bin/env python3
"""Copies Spark's jars for a bundle that is compressed as a whole.

    jars.py JARS OUT

The files of a jar are stored and not compressed, so that xz finds what classes have in common. Left out are jars of what the checks do
not do (state stores of streams, MLlib's linear algebra, ZooKeeper, pages and encrypted sockets of Spark), native libraries of other
systems than Linux on x86-64, and META-INF/INDEX.LIST, which names files of the jar as it was.
"""
import os
import re
import sys
import zipfile

LEFT_OUT = re.compile(
    r"(rocksdbjni|leveldbjni|breeze|spire|cats-kernel|algebra|JTransforms|arpack_combined|lapack|curator|zookeeper|tink|jersey|hk2|"
    r"netty-tcnative)[-_].*")
NATIVE = re.compile(r"\.(so|dll|dylib|jnilib|a)$")
FOREIGN = re.compile(
    r"\.(dll|dylib|jnilib|a)$|darwin|mac|win|aix|bsd|sunos|solaris|android|aarch|arm|ppc|s390|riscv|loong|mips|sparc|i386|x86[/.]|32[/.]",
    re.IGNORECASE)
DATE = (2026, 1, 1, 0, 0, 0)


def store(source, target):
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as jar:
        for info in packed.infolist():
            name = info.filename
            foreign = NATIVE.search(name) and FOREIGN.search(name)
            if not info.is_dir() and not foreign and name != "META-INF/INDEX.LIST":
                jar.writestr(zipfile.ZipInfo(name, DATE), packed.read(info))


def main():
    source, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    names = sorted(name for name in os.listdir(source) if name.endswith(".jar"))
    chosen = [name for name in names if not LEFT_OUT.fullmatch(name)]
    for name in chosen:
        store(os.path.join(source, name), os.path.join(out, name))
    print(len(chosen), "of", len(names), "jars of Spark")


if __name__ == "__main__":
    main()
