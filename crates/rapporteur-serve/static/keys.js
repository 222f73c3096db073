// Keys for readers: j and k go from row to row, / to the search, c to the form that corrects, g and a letter to a list, ? says so; three sizes of text;
// and a line where reports were added since the page was made. Pages are whole without it, and nothing on one moves by itself.
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
  box.textContent = "j, k: next and previous row · Enter: open · /: search · c: correct this · u: corrections, to undo · g h: stories · g s: statements · g a: actors · g c: contacts · g p: positions · g l: ledger · g d: calendar · g k: searches · g v: Council";
  document.querySelector("main").prepend(box);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const places = { h: "/", s: "/statements", a: "/actors", c: "/contacts", p: "/positions", l: "/ledger", d: "/calendar", k: "/searches", v: "/docket" };
  if (went && places[event.key]) { location.href = places[event.key]; return; }
  went = event.key === "g";
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "?") help();
  else if (event.key === "Enter" && at >= 0) rows[at].querySelector("a")?.click();
  else if (event.key === "c") document.getElementById("correct")?.click();
  else if (event.key === "u") location.href = "/corrections";
  else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
});

// Three sizes of text, kept in this browser.
const root = document.documentElement;
let kept = null;
try { kept = localStorage.getItem("size"); } catch { /* a browser that keeps nothing shows the usual size */ }
if (kept) root.dataset.size = kept;
const sizes = document.createElement("div");
sizes.className = "sizes";
sizes.setAttribute("role", "group");
sizes.setAttribute("aria-label", "Size of the text");
for (const [size, sign] of [["small", "A\u2212"], ["", "A"], ["large", "A+"]]) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = sign;
  button.setAttribute("aria-label", `${sign} ${size === "" ? "usual" : size} text`);
  button.setAttribute("aria-pressed", String((root.dataset.size ?? "") === size));
  button.addEventListener("click", () => {
    if (size) root.dataset.size = size; else delete root.dataset.size;
    try { localStorage.setItem("size", size); } catch { /* as above */ }
    for (const other of sizes.children) other.setAttribute("aria-pressed", String(other === button));
  });
  sizes.append(button);
}
document.querySelector("header").append(sizes);

// Reports that were added since: told in a line with the way to them.
const added = Number(document.body.dataset.added);
async function look() {
  if (document.hidden || !added) return;
  try {
    const now = await (await fetch("/api/v1/record")).json();
    if (now.added <= added) return;
    let line = document.getElementById("fresh");
    if (!line) {
      line = document.createElement("p");
      line.id = "fresh";
      line.className = "fresh";
      line.setAttribute("role", "status");
      document.querySelector("header").append(line);
    }
    const way = document.createElement("a");
    way.href = location.href;
    way.textContent = "show";
    line.replaceChildren(`${now.added - added} new, `, way);
  } catch { /* the server has ended; the page stays */ }
}
setInterval(look, 60000);
document.addEventListener("visibilitychange", look);
