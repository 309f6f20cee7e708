/// How a report looks. It holds none of the characters that markup escapes: a style sheet in HTML is not unescaped.
enum ReportStyle {
  static let sheet = colors + text + tables + drawings + gallery + narrow + print

  /// Ink blue is the one accent. Dark colours are for screens alone: paper is white.
  private static let colors = """

    :root { color-scheme: light; --paper: #fff; --ink: #1b1e24; --soft: #5b6270; --rule: #dfe2e8; --wash: #f3f4f7;
      --accent: #1f4fa3; }
    @media screen and (prefers-color-scheme: dark) {
      :root { color-scheme: dark; --paper: #15171b; --ink: #e7e9ee; --soft: #a0a7b4; --rule: #31353d; --wash: #1f2228;
        --accent: #8fb4ff; }
      .gallery:not(.strips) img { filter: invert(1); }
    }

    """

  private static let text = """
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%;
      font: 16px/1.55 system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif; }
    main { max-width: 1080px; margin: 0 auto; padding: 56px 32px 48px; }
    h1, h2, p, dl, dd, figure, ul { margin: 0; padding: 0; }
    h1 { font-size: 44px; line-height: 1.15; font-weight: 650; letter-spacing: -.02em; overflow-wrap: anywhere; }
    h2 { font-size: 24px; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; margin-bottom: 8px; }
    section { margin-top: 56px; padding-top: 28px; border-top: 1px solid var(--rule); }
    .kicker { color: var(--accent); font-size: 14px; font-weight: 600; margin-bottom: 6px; }
    .subject { margin-top: 8px; color: var(--soft); overflow-wrap: anywhere; }
    .subject b { color: var(--ink); font-weight: 600; }
    .note, figcaption, footer { color: var(--soft); font-size: 15px; }
    .note, figcaption { max-width: 68ch; }
    .note { margin-bottom: 20px; }
    .figures + .note { margin: 24px 0 0; font-size: 14px; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 28px 32px;
      margin-top: 40px; }
    .figures dt { color: var(--soft); font-size: 14px; font-weight: 600; }
    .figures dd { color: var(--soft); font-size: 14px; font-variant-numeric: tabular-nums; }
    .figures .value { color: var(--ink); font-size: 34px; line-height: 1.25; font-weight: 600; letter-spacing: -.02em; }
    .figures div:first-child .value { color: var(--accent); }
    .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 40px 48px; align-items: start; }
    .three { grid-template-columns: repeat(auto-fit, minmax(290px, 1fr)); gap: 32px; }
    figcaption { margin-top: 12px; }
    footer { margin-top: 56px; padding-top: 20px; border-top: 1px solid var(--rule); font-size: 14px; }

    """

  private static let tables = """
    table { border-collapse: collapse; width: 100%; font-size: 15px; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding-bottom: 8px; }
    th, td { padding: 6px 0 6px 16px; text-align: right; font-weight: 400; border-bottom: 1px solid var(--rule);
      vertical-align: top; }
    th:first-child { padding-left: 0; text-align: left; }
    tbody th { font-weight: 600; }
    thead th { color: var(--soft); font-size: 14px; vertical-align: bottom; }
    .pair + .pair { margin-top: 40px; }
    .meter .bar { display: inline-block; width: 34%; min-width: 28px; height: 8px; margin-left: 10px;
      background: var(--wash); border-radius: 2px; text-align: left; vertical-align: middle; overflow: hidden; }
    .meter i { display: block; height: 100%; background: var(--accent); }
    .files .name { overflow-wrap: anywhere; }
    .files .text, .files th:last-child { text-align: left; }

    """

  private static let drawings = """
    svg { display: block; width: 100%; height: auto; font-size: 12px; fill: var(--ink);
      font-variant-numeric: tabular-nums; }
    svg .start { text-anchor: start; } svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
    svg text { fill: var(--soft); } svg .strong { fill: var(--ink); font-weight: 600; }
    svg .name { font-weight: 600; } svg .muted { fill: var(--soft); } svg .small { font-size: 10px; }
    svg .inverse { fill: var(--paper); }
    svg .grid { stroke: var(--rule); } svg .axis { stroke: var(--soft); }
    svg .ideal { fill: none; stroke: var(--soft); stroke-dasharray: 4 4; }
    svg .curve { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
    svg .second { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3; }
    svg .dot { fill: var(--accent); stroke: var(--paper); } svg .seconddot { fill: var(--ink); stroke: var(--paper); }
    svg .whisker { stroke: var(--accent); stroke-width: 1.5; }
    svg .bar { fill: var(--accent); fill-opacity: .18; }
    svg .right { fill: var(--wash); } svg .none { fill: none; stroke: var(--wash); } svg .wrong { fill: var(--accent); }

    """

  private static let gallery = """
    .gallery { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
      gap: 24px 16px; }
    .gallery li { font-size: 14px; line-height: 1.4; font-variant-numeric: tabular-nums; }
    .gallery img { display: block; width: 86px; height: 86px; margin-bottom: 6px; image-rendering: pixelated;
      border: 1px solid #d0d4db; }
    .gallery b { font-weight: 650; margin-right: 8px; }
    .gallery b, .gallery span { white-space: nowrap; }
    .gallery span, .gallery small { color: var(--soft); }
    .strips { grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); }
    .strips img { width: auto; height: 48px; max-width: 100%; object-fit: contain; image-rendering: auto; }
    .gallery small { display: block; font-size: 12px; overflow-wrap: anywhere; }

    """

  private static let narrow = """
    @media screen and (max-width: 760px) {
      main { padding: 32px 18px; }
      h1 { font-size: 34px; }
      section { margin-top: 40px; padding-top: 22px; }
      .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 22px 18px; margin-top: 28px; }
      .figures .value { font-size: 27px; }
      .pair { grid-template-columns: minmax(0, 1fr); }
      th, td { padding-left: 8px; font-size: 14px; }
      .meter .bar { display: block; width: 100%; margin: 4px 0 2px; height: 5px; }
    }

    """

  private static let print = """
    @page { margin: 16mm 14mm; }
    @media print {
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      h1 { font-size: 26pt; } h2 { font-size: 15pt; break-after: avoid; }
      section { margin-top: 8mm; padding-top: 5mm; }
      figure, tr, .gallery li, .figures div { break-inside: avoid; }
      .note { break-after: avoid; }
      .note, .figures + .note, figcaption, table, thead th, footer, .gallery li { font-size: 9pt; }
      .figures dt, .figures dd, .gallery small { font-size: 8pt; }
      .figures .value { font-size: 20pt; }
      .figures { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 6mm; margin-top: 8mm; }
      .pair { gap: 8mm; } .three { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 5mm; }
      th, td { padding-top: 3px; padding-bottom: 3px; }
      .gallery { grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 5mm 3mm; }
      .gallery img { width: 18mm; height: 18mm; border: 0; }
      .strips { grid-template-columns: repeat(4, minmax(0, 1fr)); }
      .strips img { width: auto; height: 9mm; }
    }

    """
}
