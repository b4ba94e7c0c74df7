(function () {
  var page = document.querySelector("main"), key = page.dataset.key;
  var ordered = "", boxes = [].slice.call(document.querySelectorAll("input[type=checkbox]"));

  function today() {
    var now = new Date(), two = function (number) { return ("0" + number).slice(-2); };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // What was ticked, read afresh each time: another tab may have ticked something meanwhile.
  function read() {
    var none = { at: Date.now(), ticks: {} }, saved = null;
    try { saved = JSON.parse(localStorage.getItem(key)); } catch (e) { return none; }
    if (!saved || typeof saved.ticks !== "object" || saved.ticks === null) { return none; }
    return Date.now() - saved.at > page.dataset.keepDays * 864e5 ? none : saved;
  }

  function canKeep() {
    if (!key) { return false; }
    try { localStorage.setItem("ivig-prep", ""); localStorage.removeItem("ivig-prep"); } catch (e) { return false; }
    return true;
  }

  function keep(box) {
    if (!key) { return; }
    var saved = read();
    saved.ticks[box.id] = box.checked;
    try { localStorage.setItem(key, JSON.stringify(saved)); } catch (e) { /* ticks last as long as the page is open */ }
  }

  function show() {
    document.querySelectorAll("details.day").forEach(function (day) {
      var count = day.querySelector(".count b");
      if (count) { count.textContent = day.querySelectorAll("input:checked").length; count.parentNode.hidden = false; }
    });
    document.querySelectorAll("[data-of]").forEach(function (drawn) {
      drawn.classList.toggle("ticked", document.getElementById(drawn.dataset.of).checked);
    });
  }

  function fill() {
    var ticks = key ? read().ticks : {};
    boxes.forEach(function (box) {
      box.checked = Object.prototype.hasOwnProperty.call(ticks, box.id) ? ticks[box.id] === true : box.defaultChecked;
    });
    show();
  }

  // The day that it is stands first and open, days that have passed stand last; so on the next day, on a page left open.
  function order() {
    var now = today();
    if (now === ordered) { return; }
    ordered = now;
    var days = [].slice.call(document.querySelectorAll("details.day[data-from]"));
    var left = days.filter(function (day) { return day.dataset.to >= now; });
    if (!left.length) { return; }
    days.filter(function (day) { return day.dataset.to < now; }).forEach(function (day) { day.parentNode.appendChild(day); });
    days.forEach(function (day) { day.open = day === left[0]; });
  }

  boxes.forEach(function (box) { box.addEventListener("change", function () { keep(box); show(); }); });
  addEventListener("storage", function (event) { if (event.key === key || event.key === null) { fill(); } });
  var clear = document.getElementById("clear");
  clear.hidden = false;
  clear.addEventListener("click", function () {
    if (!confirm(clear.dataset.ask)) { return; }
    try { localStorage.removeItem(key); } catch (e) { /* nothing was kept */ }
    boxes.forEach(function (box) { box.checked = box.defaultChecked; });
    show();
  });
  addEventListener("pageshow", order);
  document.addEventListener("visibilitychange", order);
  document.getElementById("kept").hidden = !canKeep();
  document.getElementById("not-kept").hidden = !document.getElementById("kept").hidden;
  order();
  fill();
})();
