// The board goes back to the teacher's own page: after its time, with Escape, and when another window comes in front.
'use strict';
(() => {
  const leave = () => location.replace(document.body.dataset.home);
  setTimeout(leave, Number(document.querySelector('[data-board]').dataset.board) * 60000);
  addEventListener('blur', leave);
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') leave(); });
  addEventListener('pageshow', e => { if (e.persisted) leave(); });
})();
