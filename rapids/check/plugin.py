#!/usr/bin/env python3
"""Makes the plugin small for one Spark release and one GPU architecture.

    plugin.py PLUGIN.jar OUT ARCHITECTURE

OUT/plugin.jar gets the classes for Spark 4.0.1, at the root of the jar, where the plugin also looks for them; OUT/nat the native
libraries, stripped, their device code for other architectures overwritten with zeros, which compress to nothing. Offsets stay as they
are: CUDA's driver reads only the image that fits the device. Containers of device code without an image for ARCHITECTURE are left alone.
"""
import mmap
import os
import re
import struct
import subprocess
import sys
import zipfile

SHIM = "spark401"
CONTAINER = 0xBA55ED50  # the magic number of a container of device images
LIBRARIES = ("libcudf.so", "libcudfjni.so", "libnvmljni.so")
DATE = (2026, 1, 1, 0, 0, 0)


def classes(plugin, target):
    """Root, shared and SHIM's classes merged; SHIM's win."""
    other = re.compile(r"^(spark\d{3}[0-9a-z]*)/")
    other_shim = re.compile(r"^com/nvidia/spark/rapids/(?:shims/)?(spark\d{3}[0-9a-z]*)/")
    chosen = {}
    for info in plugin.infolist():
        name = info.filename
        if info.is_dir() or name.startswith(("amd64/", "META-INF/maven/", "org/openucx/")):
            continue
        rank = 2
        if name.startswith(SHIM + "/"):
            name, rank = name[len(SHIM) + 1:], 0
        elif name.startswith("spark-shared/"):
            name, rank = name[len("spark-shared/"):], 1
        elif other.match(name):
            continue
        shim = other_shim.match(name)
        if shim and shim.group(1) != SHIM:
            continue
        if name not in chosen or rank < chosen[name][0]:
            chosen[name] = (rank, info)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as jar:
        for name in sorted(chosen):
            data = plugin.read(chosen[name][1])
            if name == "META-INF/services/com.nvidia.spark.rapids.SparkShimServiceProvider":
                data = f"com.nvidia.spark.rapids.shims.{SHIM}.SparkShimServiceProvider\n".encode()
            jar.writestr(zipfile.ZipInfo(name, DATE), data)
    return len(chosen)


def section(elf, wanted):
    """Offset and size of a section of a 64-bit ELF file, (0, 0) if there is none."""
    headers, = struct.unpack_from("<Q", elf, 0x28)
    size, count, names = struct.unpack_from("<HHH", elf, 0x3A)
    header = lambda i: struct.unpack_from("<IIQQQQ", elf, headers + i * size)
    strings = header(names)[4]
    for i in range(count):
        name, _, _, _, offset, length = header(i)
        start = strings + name
        if elf[start:elf.find(b"\0", start)].decode() == wanted:
            return offset, length
    return 0, 0


def images(elf, offset, size):
    """The containers of a section of device code, each a list of (is machine code, architecture, start, length)."""
    position, end = offset, offset + size
    while position < end - 16:
        magic, _, header, length = struct.unpack_from("<IHHQ", elf, position)
        if magic != CONTAINER:
            position += 8
            continue
        found, at, stop = [], position + header, position + header + length
        while at < stop:
            kind, _, image_header, image_size = struct.unpack_from("<HHIQ", elf, at)
            architecture, = struct.unpack_from("<I", elf, at + 28)
            found.append((kind == 2, architecture, at + image_header, image_size))
            at += image_header + image_size
        yield found
        position = stop


def blank(path, architecture):
    """Overwrites the images of other architectures; gives the containers, those without ARCHITECTURE, the bytes overwritten."""
    containers, without, blanked = 0, 0, 0
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as elf:
        for container in list(images(elf, *section(elf, ".nv_fatbin"))):
            containers += 1
            if not any(machine and arch == architecture for machine, arch, _, _ in container):
                without += 1
                continue
            for machine, arch, start, length in container:
                if not (machine and arch == architecture):
                    elf[start:start + length] = bytes(length)
                    blanked += length
    return containers, without, blanked


def main():
    source, out, architecture = sys.argv[1], sys.argv[2], int(sys.argv[3])
    native = os.path.join(out, "nat", "amd64", "Linux")
    os.makedirs(native, exist_ok=True)
    with zipfile.ZipFile(source) as plugin:
        print(classes(plugin, os.path.join(out, "plugin.jar")), "classes and resources")
        for library in LIBRARIES:
            path = os.path.join(native, library)
            with plugin.open("amd64/Linux/" + library) as packed, open(path, "wb") as file:
                while chunk := packed.read(1 << 22):
                    file.write(chunk)
            subprocess.run(["strip", "--strip-unneeded", path], check=True)
            containers, without, blanked = blank(path, architecture)
            print(f"{library}: {blanked // 1_000_000} MB of device code overwritten;", without, "of", containers,
                  f"containers have none for {architecture} and were left alone")


if __name__ == "__main__":
    main()
