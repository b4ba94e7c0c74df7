(function () {
  try {
    var key = document.querySelector("main").dataset.key, tenDays = 864e6, none = { at: Date.now(), ticks: {} };
    var saved = JSON.parse(localStorage.getItem(key)) || none;
    if (Date.now() - saved.at > tenDays) { saved = none; } // of another infusion
    document.querySelectorAll("input[type=checkbox]").forEach(function (box) {
      if (box.id in saved.ticks) { box.checked = saved.ticks[box.id]; }
      box.addEventListener("change", function () {
        saved.ticks[box.id] = box.checked;
        localStorage.setItem(key, JSON.stringify(saved));
      });
    });
  } catch (e) { /* ticks then last as long as the page is open */ }
})();
