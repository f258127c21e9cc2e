// All pages work without this file. It adds keyboard shortcuts, copy buttons and live updates.
(function () {
  'use strict';
  var site = document.body.dataset.site || '';
  var pages = { f: '/console', o: '/console/operations', c: '/console/connections', w: '/console/webhooks', s: '/console/write', a: '/console/audit', p: '/console/providers', i: '/console/invitations', r: '/console/references' };
  var going = false;

  function typing(target) {
    return /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  }

  // The search field: the one for an id, or the first field of the page.
  function search() {
    var field = document.querySelector('main form input[name=id]') || document.querySelector('main form input:not([type=hidden]), main form select');
    if (field) field.focus();
    return field;
  }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (going && pages[event.key]) {
      location.href = site + pages[event.key];
    } else if (event.key === '/') {
      event.preventDefault();
      if (!search()) location.href = site + pages.o + '#search';
    } else if (event.key === '?') {
      var keys = document.getElementById('keys');
      if (keys) keys.showModal();
    }
    going = event.key === 'g';
  });

  // The clipboard's API exists only under https.
  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    var area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }

  function prepare(root) {
    root.querySelectorAll('[data-copy]').forEach(function (button) {
      button.hidden = false;
      button.onclick = function () {
        copy(button.closest('figure').querySelector('pre').textContent);
        button.textContent = 'Copied';
        button.focus();
      };
    });
  }

  // A part is updated only while its page is scrolled to the top and the user does not work in the
  // part, so that nothing moves while the user reads. Updates that arrive meanwhile wait.
  function busy(part) {
    return document.hidden || scrollY > 80 || part.contains(document.activeElement) || part.querySelector('.plot:hover') || String(getSelection());
  }

  var waiting = null;

  function show(part, html) {
    waiting = null;
    htmx.swap(part, html, { swapStyle: 'innerHTML' });
  }

  document.addEventListener('htmx:sseBeforeMessage', function (event) {
    event.preventDefault();
    var part = event.target;
    if (busy(part)) waiting = { part: part, html: event.detail.data };
    else show(part, event.detail.data);
  });

  function showWaiting() {
    if (waiting && !busy(waiting.part)) show(waiting.part, waiting.html);
  }

  ['scroll', 'focusin', 'selectionchange', 'visibilitychange', 'mouseout'].forEach(function (name) {
    document.addEventListener(name, function () { setTimeout(showWaiting); });
  });

  // Parts without a stream are loaded again.
  function renew(part) {
    if (!busy(part)) htmx.ajax('GET', location.href, { target: '#' + part.id, select: '#' + part.id, swap: 'outerHTML' });
  }

  document.querySelectorAll('[data-live]').forEach(function (part) {
    var id = part.id;
    setInterval(function () { renew(document.getElementById(id)); }, part.dataset.live * 1000);
  });

  function ago(at) {
    var seconds = Math.round((Date.now() - at) / 1000);
    var length = Math.abs(seconds);
    var told = length >= 86400 ? Math.floor(length / 86400) + ' d'
      : length >= 3600 ? Math.floor(length / 3600) + ' h'
      : length >= 60 ? Math.floor(length / 60) + ' min' : length + ' s';
    return seconds < 0 ? 'in ' + told : told + ' ago';
  }

  setInterval(function () {
    if (document.hidden || String(getSelection())) return;
    document.querySelectorAll('time[datetime]').forEach(function (time) {
      time.textContent = ago(Date.parse(time.dateTime));
    });
  }, 10000);

  document.addEventListener('htmx:afterSettle', function () { prepare(document); });
  prepare(document);
  if (location.hash === '#search') search();
})();
