// Keys for readers: j and k go from row to row, / to the search, g and a letter to a list, ? says so. Pages are whole without it.
const rows = [...document.querySelectorAll(".row")];
let at = -1;
let went = false;

function go(step) {
  if (rows.length === 0) return;
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  const row = rows[at];
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function help() {
  const known = document.getElementById("help");
  if (known) { known.remove(); return; }
  const box = document.createElement("p");
  box.id = "help";
  box.setAttribute("role", "status");
  box.textContent = "j, k: next and previous row · Enter: open · /: search · g h: stories · g s: statements · g a: actors · g c: contacts · g p: positions · g l: ledger · g d: calendar · g k: searches";
  document.querySelector("main").prepend(box);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const places = { h: "/", s: "/statements", a: "/actors", c: "/contacts", p: "/positions", l: "/ledger", d: "/calendar", k: "/searches" };
  if (went && places[event.key]) { location.href = places[event.key]; return; }
  went = event.key === "g";
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "?") help();
  else if (event.key === "Enter" && at >= 0) rows[at].querySelector("a")?.click();
  else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
});
