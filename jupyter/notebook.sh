#!/usr/bin/env bash
# Starts Jupyter with Maskwise's kernel, as ./maskwise notebook does once everything is built.
#
#   notebook.sh [--master URL] [--conf K=V]… [ARGUMENT OF JUPYTER]…
#   notebook.sh --execute [--out DIR] …     runs all notebooks, leaves HTML pages in DIR
set -euo pipefail

die() {
  echo "maskwise: $1" >&2
  exit 1
}

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=jupyter-notebook
out=$home/notebooks/html
options=() # for the kernels
arguments=() # for Jupyter
while [ $# -gt 0 ]; do
  case $1 in
    --out | --master | --conf) [ $# -gt 1 ] || die "a value must follow $1." ;;
  esac
  case $1 in
    --execute) program=jupyter-nbconvert ;;
    --out) out=$(realpath -m -- "$2") && shift ;;
    --out=*) out=$(realpath -m -- "${1#*=}") ;;
    --master | --conf) options+=("$1" "$2") && shift ;;
    --master=* | --conf=*) options+=("$1") ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

command -v "$program" >/dev/null ||
  die "$program was not found: install Jupyter, on Debian with apt-get install jupyter-notebook jupyter-nbconvert, elsewhere with pip install notebook nbconvert."

# Jupyter finds the kernel here; it starts ./maskwise kernel, which reads the options.
export JUPYTER_PATH=$home/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}
MASKWISE_OPTIONS=$(printf '%s\n' "${options[@]}")
export MASKWISE_OPTIONS
cd "$home/notebooks"

[ "$program" = jupyter-nbconvert ] || exec "$program" "${arguments[@]}"

# Pages that this made are replaced, and no other file.
mark='<!-- made by maskwise notebook -->'
for notebook in ./*.ipynb; do
  page=$out/$(basename "$notebook" .ipynb).html
  [ ! -e "$page" ] || grep -qF "$mark" "$page" ||
    die "$page is there already and was not made by maskwise notebook: move it away, or name another folder with --out."
done
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT

# The pages load nothing, neither from this machine nor from another.
"$program" --execute --to html --output-dir "$pages" --ExecutePreprocessor.startup_timeout=300 \
  --HTMLExporter.require_js_url= --HTMLExporter.mathjax_url= "${arguments[@]}" ./*.ipynb
mkdir -p "$out"
for page in "$pages"/*.html; do
  sed -E 's/href="([^"/:]+)\.ipynb"/href="\1.html"/g' "$page" >"$page.marked"
  echo "$mark" >>"$page.marked"
  mv "$page.marked" "$out/$(basename "$page")"
done
