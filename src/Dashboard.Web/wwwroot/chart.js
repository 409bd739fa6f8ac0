// One line per tool, in that tool's own scale; the same figures stand in the table below it.
'use strict';
(() => {
  const source = document.currentScript.dataset.charts;
  const nonce = document.currentScript.nonce; // ApexCharts writes two style elements: this page's policy allows them by this nonce
  const boxes = [...document.querySelectorAll('[data-chart]')];
  if (!boxes.length || !('IntersectionObserver' in window)) return;
  let loading = null;
  const load = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // at most five whole steps that hold everything, on the tool's own scale
  const axis = (low, high) => {
    for (let power = 1; ; power *= 10)
      for (const step of [power, 2 * power, 5 * power]) {
        const min = Math.floor(low / step) * step, max = Math.max(Math.ceil(high / step) * step, min + step);
        if ((max - min) / step <= 5) return { min, max, steps: Math.round((max - min) / step) };
      }
  };
  const draw = async box => {
    try { await load(); } catch { return; }
    const { name, points, items, thin } = JSON.parse(box.dataset.chart);
    const { min, max, steps } = items ? axis(0, items) : axis(Math.min(...points.map(p => p.low ?? p.y)), Math.max(...points.map(p => p.high ?? p.y)));
    const band = points.every(p => p.low != null);
    const ink = token('--ink'), muted = token('--muted'), line = token('--line');
    const series = [{ name, type: 'line', data: points.map(p => ({ x: p.x, y: p.y })) }];
    if (band) series.unshift({ name: '±', type: 'rangeArea', data: points.map(p => ({ x: p.x, y: [p.low, p.high] })) });
    const style = { colors: muted, fontSize: '12px', fontFamily: 'inherit' };
    new ApexCharts(box, {
      chart: { type: band ? 'rangeArea' : 'line', height: 150, toolbar: { show: false }, zoom: { enabled: false }, animations: { enabled: false }, fontFamily: 'inherit', foreColor: muted, background: 'transparent', nonce },
      series, colors: band ? [token('--edge-strong'), ink] : [ink],
      fill: { type: 'solid', opacity: band ? [0.22, 1] : 1 },
      stroke: { curve: 'straight', width: band ? [0, 2] : 2, dashArray: thin ? (band ? [0, 5] : 5) : 0 },
      markers: { size: band ? [0, 4] : 4, colors: thin ? [token('--surface')] : [ink], strokeColors: ink, strokeWidth: thin ? 2 : 0, hover: { sizeOffset: 1 } },
      legend: { show: false }, dataLabels: { enabled: false }, tooltip: { enabled: false },
      grid: { borderColor: line, padding: { left: 6, right: 12, top: -8, bottom: -4 } },
      xaxis: { type: 'category', tickPlacement: 'between', labels: { style, rotate: 0, hideOverlappingLabels: true }, axisBorder: { color: token('--edge-strong') }, axisTicks: { show: false }, tooltip: { enabled: false } },
      yaxis: { min, max, tickAmount: steps, labels: { style, formatter: v => Math.round(v) } },
    }).render();
  };
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
  }, { rootMargin: '100px' });
  for (const box of boxes) seen.observe(box);
})();
