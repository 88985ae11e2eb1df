"""make demo: the tour runs to its end, in a folder without shared data."""
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def test_the_tour_runs_and_shows_what_it_runs(program, tmp_path):
    shutil.copy(program, tmp_path / "interdict")
    shutil.copy(pathlib.Path(os.environ["ITD_BUILD_DIR"]) / "sample.itd", tmp_path)
    done = subprocess.run([ROOT / "tools/demo.sh", tmp_path / "interdict"], capture_output=True, text=True,
                          timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    for shown in ("$ interdict screen 'Ibrahim Raisi'", "ofac-27844", "gb-INU0318", "0 listed entities",
                  "$ interdict batch", "$ interdict info", "us_ofac_sdn"):
        assert shown in done.stdout, shown
    assert "100%" in done.stderr and "names screened" in done.stderr
