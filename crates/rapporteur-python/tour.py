"""Runs the tour from end to end, as a reader would; any error ends it."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

tour = Path(__file__).with_name("tour.ipynb")
notebook = nbformat.read(tour, as_version=4)
NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
shown = sum(len(cell.get("outputs", ())) for cell in notebook.cells)
print(f"{tour.name}: {len(notebook.cells)} cells, {shown} outputs")
