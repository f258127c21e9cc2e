// Draws the charts of a page so that a user can inspect each minute by mouse or keyboard. Without it, the page shows bars.
(function () {
  'use strict';

  function colour(element) {
    return getComputedStyle(element).color;
  }

  function minutes(value) {
    return value === 0 ? 'now' : value + ' min';
  }

  function options(figure, names, width) {
    var soft = colour(figure.querySelector('figcaption'));
    var line = { stroke: soft, grid: { stroke: soft, width: 0.2 }, ticks: { stroke: soft, width: 0.2 } };
    return {
      width: width,
      height: 180,
      scales: { x: { time: false }, y: { range: function (u, low, high) { return [0, Math.max(1, high)]; } } },
      axes: [
        Object.assign({ values: function (u, values) { return values.map(minutes); } }, line),
        Object.assign({ incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] }, line),
      ],
      cursor: { drag: { x: false, y: false } },
      series: [{ label: 'minute', value: function (u, value) { return value === null || value === undefined ? '' : minutes(value); } }]
        .concat(names.map(function (name) {
          return { label: name, stroke: colour(figure.querySelector('figcaption .series-' + name)), width: 2, points: { show: false } };
        })),
    };
  }

  function told(u, at) {
    return u.series.map(function (one, i) { return one.label + ' ' + (i === 0 ? minutes(u.data[0][at]) : u.data[i][at]); }).join(', ');
  }

  // The arrow keys move from minute to minute, and a screen reader reads the values.
  function walk(u, box, output) {
    box.addEventListener('keydown', function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (!step) return;
      event.preventDefault();
      var last = u.data[0].length - 1;
      var from = u.cursor.idx === null || u.cursor.idx === undefined ? last + 1 : u.cursor.idx;
      var to = Math.min(last, Math.max(0, from + step));
      u.setCursor({ left: u.valToPos(u.data[0][to], 'x'), top: 0 });
      output.textContent = told(u, to);
    });
  }

  function draw(figure) {
    var counts = JSON.parse(figure.dataset.chart);
    var names = Object.keys(counts);
    var length = counts[names[0]].length;
    var x = Array.from({ length: length }, function (_, i) { return i - length + 1; });
    var svg = figure.querySelector('svg');
    var box = document.createElement('div');
    var output = document.createElement('output');
    box.className = 'plot';
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', svg.getAttribute('aria-label') + '; arrows go from minute to minute');
    output.className = 'unseen';
    figure.append(box, output);
    figure.classList.add('drawn');
    var u = new uPlot(options(figure, names, box.clientWidth), [x].concat(names.map(function (name) { return counts[name]; })), box);
    walk(u, box, output);
    new ResizeObserver(function () {
      if (box.clientWidth && box.clientWidth !== u.width) u.setSize({ width: box.clientWidth, height: 180 });
    }).observe(box);
  }

  function drawAll() {
    document.querySelectorAll('figure[data-chart]:not(.drawn)').forEach(draw);
  }

  // The colours are read when the chart is drawn.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    document.querySelectorAll('figure.drawn').forEach(function (figure) {
      figure.querySelectorAll('.plot, output').forEach(function (part) { part.remove(); });
      figure.classList.remove('drawn');
    });
    drawAll();
  });

  document.addEventListener('htmx:afterSettle', drawAll);
  drawAll();
})();
