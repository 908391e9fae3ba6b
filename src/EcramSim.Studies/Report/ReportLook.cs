namespace EcramSim.Studies.Report;

/// <summary>The style sheet and the one small script of a report: sorting a table by a click on its heading.</summary>
internal static class ReportLook
{
    internal const string Style = """
        :root { --ink: #1c2127; --soft: #59636e; --page: #fff; --line: #d5dae0; --tint: #f3f6f9; --accent: #0067a3; --bar: #56b4e9; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e8ec; --soft: #a3adb8; --page: #14181d; --line: #353d46; --tint: #1e242b; --accent: #6cbcf0; --bar: #2f7fb3; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: var(--page); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; }
        h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.6rem 0 .6rem; padding-top: .9rem; border-top: 1px solid var(--line); }
        p, ul { max-width: 46rem; margin: .7rem 0; }
        a { color: var(--accent); }
        .lead { font-size: 1.12rem; }
        .note { padding: .5rem .9rem; border-left: 3px solid var(--accent); background: var(--tint); }
        nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 1.2rem 0 0; }
        code, pre { font: .86em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code { background: var(--tint); padding: .1em .3em; border-radius: 3px; overflow-wrap: anywhere; }
        pre { background: var(--tint); padding: .8rem 1rem; border-radius: 4px; overflow: auto; max-height: 32rem; }
        .scroll { overflow-x: auto; margin: 1.2rem 0 .4rem; }
        table { border-collapse: collapse; font-size: .89rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding-bottom: .5rem; color: var(--soft); }
        caption b { color: var(--ink); }
        th, td { padding: .32rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        tbody th { font-weight: 500; white-space: nowrap; }
        thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); cursor: pointer; }
        thead th[aria-sort=ascending]::after { content: " \2191"; }
        thead th[aria-sort=descending]::after { content: " \2193"; }
        .number { text-align: right; white-space: nowrap; }
        thead .number { white-space: normal; }
        .chosen > * { background: var(--tint); font-weight: 600; }
        .bar { display: block; height: 4px; min-width: 3rem; margin-top: 3px; background: var(--tint); border-radius: 2px; overflow: hidden; }
        .bar i { display: block; height: 100%; background: var(--bar); }
        .meanings { font-size: .85rem; color: var(--soft); }
        figure { margin: 1.8rem 0; }
        .paper { display: inline-block; max-width: 100%; background: #fff; border-radius: 4px; }
        .paper svg { display: block; max-width: 100%; height: auto; }
        figcaption { max-width: 46rem; margin-top: .5rem; font-size: .92rem; color: var(--soft); }
        figcaption b { color: var(--ink); }
        .tools { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; margin-top: .4rem; }
        .command { user-select: all; }
        footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .88rem; color: var(--soft); }
        footer p { margin: .2rem 0; }
        details { margin-top: .8rem; }
        summary { cursor: pointer; }
        @media print {
          :root { --ink: #000; --soft: #444; --page: #fff; --line: #bbb; --tint: #f4f4f4; --accent: #000; }
          body { font-size: 10.5pt; }
          main { max-width: none; padding: 0; }
          .scroll { overflow: visible; }
          table { font-size: 7.5pt; }
          th, td { padding: .15rem .3rem; }
          nav, .save, script { display: none; }
          figure, tr, .note { break-inside: avoid; }
          h2 { break-after: avoid; }
          .bar, .bar i, .chosen > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;

    internal const string Script = """
        for (const head of document.querySelectorAll("thead th")) head.addEventListener("click", () => {
          const column = head.cellIndex, body = head.closest("table").tBodies[0];
          const down = head.getAttribute("aria-sort") === "ascending";
          const key = row => {
            const cell = row.cells[column], text = cell.textContent.trim();
            const number = parseFloat(cell.dataset.sort ?? text.replace(/\u2212/g, "-").replace(/[\u2009\u202f ](?=\d)/g, ""));
            return { number, text };
          };
          const order = (a, b) => {
            const p = key(a), q = key(b), blank = isNaN(p.number) - isNaN(q.number);
            if (blank) return blank;
            const by = isNaN(p.number) ? p.text.localeCompare(q.text, "en") : p.number - q.number;
            return down ? -by : by;
          };
          for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          body.append(...[...body.rows].sort(order));
        });

        """;
}
