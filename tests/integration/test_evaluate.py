"""evaluate and bench: figures, files, exit codes; and that the index loses nothing."""
import csv
import io
import json
import re

import pytest

PAIRS = """case_group,schema,name1,name2,is_match,quality,category,notes
a,Person,Sergei Lavrov,LAVROV Sergey,true,STRONG,order,
a,Person,Sergei Lavrov,Pierre Dupont,false,STRONG,other,
b,Company,National Iranian Oil Company,National Iranian Oil Co,true,,form,
"""
QUERIES = """query_id,schema,name,birth_date,country,expected_ids
q1,Person,Ibrahim Raisi,,,ofac-27844
q2,Person,"Маша, ""das"" Nobody",,,
q3,,Quentin Underwood-Smythe,1970-01-01,nz,
"""
# Nothing to go by, one letter, the same word again, evasion, a script each: what an index may lose.
ADVERSARIAL = [
    "al", "bin", "the", "ltd", "President Putin", "Lavrov S V", "मञ्जु देव सिल्वाल", "ВОЛГА ГРУП ХОЛДИНГ OOO", "סימה מוחמד לוין","al", "V", "V. P.", "LLC", "bin", "1", "Ali Ali Ali", "P U T I N", "Vladimir Putin Vladimir Putin",
               "x" * 300, "А. Б.", "محمد", "习近平", "김정은", "Bank of the Bank Company Limited LLC", "I", "ii 2",
               "SOLAR 1", "Sheikh Haji Mullah", "Владимиpович", "o'neil", "de la", "ab cd ef gh ij kl mn op qr st uv"]


@pytest.fixture()
def pairs(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS, encoding="utf-8")
    return path


@pytest.fixture()
def queries(tmp_path):
    path = tmp_path / "queries.csv"
    path.write_text(QUERIES, encoding="utf-8")
    return path


def test_pairs_are_scored_and_written(interdict, pairs, tmp_path):
    out = tmp_path / "out.csv"
    done = interdict("evaluate", "pairs", pairs, "--json", "--out", out)
    assert done.code == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["rows"], report["true_positive"], report["true_negative"]) == (3, 2, 1)
    assert report["f1"] == 1.0 and report["roc_auc"] == 1.0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [r["predicted_match"] for r in rows] == ["true", "false", "true"]
    assert [r["outcome"] for r in rows] == ["true_positive", "true_negative", "true_positive"]
    assert all(len(r["score"]) == 6 for r in rows)


def test_labels_do_not_influence_the_scores(interdict, pairs, tmp_path):
    def scores(path):
        out = tmp_path / "scores.csv"
        assert interdict("evaluate", "pairs", path, "--out", out).code == 0
        return [r["score"] for r in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))]

    first = scores(pairs)
    swapped = PAIRS.replace(",true,", ",TEMP,").replace(",false,", ",true,").replace(",TEMP,", ",false,")
    pairs.write_text(swapped, encoding="utf-8")
    assert scores(pairs) == first


def test_searches_are_ranked(interdict, queries, tmp_path):
    out = tmp_path / "out.csv"
    done = interdict("evaluate", "search", queries, "--json", "--out", out)
    assert done.code == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["queries"], report["expected"], report["recall_at_1"], report["clean"]) == (3, 1, 1.0, 2)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert (rows[0]["rank"], rows[0]["top_id"], rows[0]["expected_score"]) == ("1", "ofac-27844", rows[0]["top_score"])
    assert rows[1]["name"] == 'Маша, "das" Nobody' and rows[1]["rank"] == "" and rows[1]["alerts"] == "0"


@pytest.mark.parametrize("command", ["pairs", "search", "variants"])
def test_the_page_holds_plots_and_loads_nothing(interdict, command, pairs, queries, tmp_path):
    page = tmp_path / "page.html"
    files = {"pairs": [pairs], "search": [queries], "variants": ["--per-type", "2"]}[command]
    assert interdict("evaluate", command, *files, "--html", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text and text.rstrip().endswith("</html>")
    for plot in re.findall(r"<svg.*?</svg>", text, re.S):
        title = float(re.search(r'class="title" x="[\d.]+" y="([\d.]+)"', plot)[1])
        legends = [float(y) for y in re.findall(r'class="legend" x="[\d.]+" y="([\d.]+)"', plot)]
        top = min(float(y) for y in re.findall(r'class="grid" d="M[\d.]+ ([\d.]+)H', plot))
        assert legends and title + 12 <= min(legends) and max(legends) < top, "title, legend and plot stand apart"
        assert plot.count('class="label"') == 2 and 'class="axis"' in plot
    assert "http" not in text and "<script" not in text


def test_the_same_seed_makes_the_same_variants(interdict, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    done = interdict("evaluate", "variants", "--per-type", "20", "--seed", "5", "--json", "--out", first)
    assert interdict("evaluate", "variants", "--per-type", "20", "--seed", "5", "--out", second, "--threads", "1").code == 0
    assert first.read_bytes() == second.read_bytes()
    kinds = {k["kind"]: k for k in json.loads(done.stdout)["kinds"]}
    assert kinds["control"]["rate"] == 1.0
    assert len(kinds) > 50


@pytest.mark.parametrize("threshold", ["0.50", "0.70", "0.85"])
def test_the_index_loses_nothing_of_the_sample(interdict, tmp_path, threshold):
    misses, path = tmp_path / "misses.csv", tmp_path / "queries.csv"
    assert interdict("evaluate", "variants", "--per-type", "4", "--threshold", "1", "--out", misses).code == 0
    names = [r["altered"] for r in csv.DictReader(io.StringIO(misses.read_text(encoding="utf-8")))]
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["name"])
        rows.writerows([n] for n in names + ADVERSARIAL)
    done = interdict("evaluate", "lossless", path, "--threshold", threshold, "--json")
    report = json.loads(done.stdout)
    assert report["queries"] > 50
    assert (done.code, report["differing"]) == (0, 0), report["lines"]


def test_the_index_loses_nothing_of_a_real_list(interdict, shared, tmp_path):
    snapshot, path = tmp_path / "un.itd", tmp_path / "queries.csv"
    source = shared / "data/lists/un/UN_consolidated_2026-02-27.xml.gz"
    assert interdict("compile", "-o", snapshot, source).code == 0
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["name", "birth_date", "country"])
        rows.writerows([n, "", ""] for n in ADVERSARIAL)
        for name in ("treated", "clean", "script"):
            with open(shared / f"data/quality/search-dev-{name}.csv", encoding="utf-8", newline="") as lines:
                for i, row in enumerate(csv.DictReader(lines)):
                    if i % 10 == 0 and i < 500:
                        rows.writerow([row["name"], row["birth_date"], row["country"]])
    for threshold in ("0.50", "0.70"):
        done = interdict("evaluate", "lossless", path, "--snapshot", snapshot, "--threshold", threshold)
        assert done.code == 0, done.stdout


def test_bench_prints_what_the_manual_says(interdict, queries):
    done = interdict("bench", queries, "--seconds", "0", "--json")
    assert done.code == 0, done.stderr
    report = json.loads(done.stdout)
    assert list(report) == ["queries", "threads", "per_second", "p50_us", "p99_us", "p999_us", "max_us", "warm_per_second",
                            "warm_p50_us", "warm_p99_us", "scored_per_query", "entities", "names", "snapshot_bytes",
                            "rss_bytes", "open_ms"]
    assert report["queries"] == 3 and report["names"] > 80


@pytest.mark.parametrize("text,code,words", [
    ("", 3, "empty"), ("a,b\n1,2\n", 3, "no column"), (PAIRS + "a,Person,x,y,maybe,,,\n", 3, ":5: column is_match"),
    (PAIRS + "a,Persona,x,y,true,,,\n", 3, "Persona"), (PAIRS + "a,Person,x,y,true,,,,,,\n", 3, ":5: the row has"),
])
def test_a_broken_file_is_named_with_its_line(interdict, pairs, text, code, words):
    pairs.write_text(text, encoding="utf-8")
    done = interdict("evaluate", "pairs", pairs)
    assert done.code == code and words in done.stderr and str(pairs) in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments,code", [
    (["evaluate", "pairs"], 2), (["evaluate", "pairs", "/no/such.csv"], 3), (["evaluate", "pairs", "--threshold", "7", "x"], 2),
    (["evaluate", "variants", "--kind", "no-such-kind"], 2), (["bench", "--threads", "0", "x"], 2), (["bench", "/no/such.csv"], 3),
])
def test_exit_codes(interdict, arguments, code):
    done = interdict(*arguments)
    assert done.code == code, done.stderr
    assert done.stdout == ""
