// The pages in a real browser: `node check.mjs PROGRAM CHROMIUM`. Each page is opened in light, in dark, at 360 pixels and without scripts; axe
// finds nothing, html-validate neither, nothing scrolls sideways, no request leaves the host, no word of a report runs as a script. Likewise files of
// briefs, at three widths and as printed on A4. With a folder as third argument, pictures of all are put there.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [program, browserPath, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "rapporteur-pages-"));
const record = join(folder, "record.db");
// What HTML is, and not how it is laid out in the file.
const checker = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
let passed = 0;
const failures = [];

function holds(what, found) {
  if (found) passed += 1;
  else failures.push(what);
}

function run(...args) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`${args.join(" ")} ended with ${code}`))));
  });
}

const hostile = Array.from({ length: 200 }, (_, at) =>
  JSON.stringify({
    id: `h${at}`, outlet: "<b>Outlet</b>", published: "2031-03-09",
    title: `<script>window.ran = ${at}</script><img src=http://elsewhere.example/${at}.png onerror="window.ran=1"> ${at}`,
    text: `Lock ${at} stays shut. "<svg onload=window.ran=1>" said Tam Vell of lock ${at}. [a](javascript:window.ran=1)`,
    url: at % 2 ? "javascript:window.ran=1" : `https://elsewhere.example/${at}`,
  })).join("\n");
writeFileSync(join(folder, "hostile.jsonl"), hostile);
// Offices of two states that tell of one call, positions that change, a promise that is kept; and words that would like to be the page's own.
const bad = "<script>window.ran=1</script><img src=http://elsewhere.example/x.png onerror=\"window.ran=1\">";
const kept = [
  ["Foreign Ministry of Norway", "2031-04-05", "Ana Orlen, foreign minister of Norway, spoke by telephone with Roman Pell, foreign minister of Chile, on 4 April. The ministers agreed to reopen the lock at Sarn in May. Norway supports the ban on nets."],
  ["Foreign Ministry of Chile", "2031-04-05", "A telephone call between Ana Orlen of Norway and Roman Pell of Chile took place on 4 April. The reopening of the lock at Sarn was discussed. Roman Pell thanked Ana Orlen for 200 tents. Chile opposes the ban on nets."],
  [`Gazette ${bad}`, "2031-04-06", `Ana Orlen, foreign minister of Norway, spoke by telephone with Roman Pell, foreign minister of Chile, on 4 April, about the ${bad} strait. Norway supports the ban on nets.`],
  ["Harbour Post", "2031-04-06", `Peru supports the ${bad} levy on grain. Bolivia opposes the levy on grain.`],
  ["Meridian Wire", "2031-04-07", `Norway will release the six captured pilots by 20 April, its defence ministry said on Monday. The union of Halden dockers threatened to block the ${bad} northern quay unless wages rise.`],
  [`Gazette ${bad}`, "2031-04-19", "Norway released the six captured pilots on Friday at the bridge of Sarn."],
].map(([outlet, published, text]) => JSON.stringify({ outlet, published, text, title: bad })).join("\n");
writeFileSync(join(folder, "kept.jsonl"), kept);
writeFileSync(join(folder, "late.txt"), "A late report\n\nHarbour Post\n2031-04-20\n\nThe lamps of Sarn were lit on Sunday, the harbour master said.\n");
await run("demo", "--into", folder);
await run("--record", record, "add", "--quiet", join(folder, "hostile.jsonl"), join(folder, "kept.jsonl"));
await run("--record", record, "search", "lock", "--save", "Locks and gates");
await run("--record", record, "report", "edit", "h7", "--title", bad, "--why", bad);

const briefs = {
  "brief of stories": ["--annex"],
  "brief of a day": ["--since", "2031-03-04", "--annex"],
  "brief without an annex": ["--limit", "3"],
};
const files = [];
for (const [name, args] of Object.entries(briefs)) {
  const file = join(folder, `${name.replace(/ /g, "-")}.html`);
  await run("--record", record, "brief", "--format", "html", "-o", file, ...args);
  files.push([name, file]);
}

const server = spawn(program, ["--record", record, "--json", "serve", "--correct", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const door = await new Promise((done) => server.stdout.once("data", (line) => done(JSON.parse(line).address)));
const address = `${new URL(door).origin}/`;
const host = new URL(address).host;
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--host-resolver-rules=MAP rebind.example 127.0.0.1"] });

async function first(page, begins) {
  return page.locator(`main a[href^="${begins}"]`).first().getAttribute("href");
}

const ways = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 740 } },
  plain: { javaScriptEnabled: false },
};
try {
  const scout = await (await browser.newContext()).newPage();
  await scout.goto(address + "?since=2031-03-01&until=2031-03-08&order=origins");
  const story = await first(scout, "/story/");
  await scout.goto(address.slice(0, -1) + story);
  const statement = await first(scout, "/statement/");
  const report = await first(scout, "/report/");
  await scout.goto(address + "actors");
  const actor = await first(scout, "/actor/");
  await scout.goto(address + "contacts?between=NOR,CHL");
  const contact = await first(scout, "/contact/");
  await scout.goto(address + "events?actor=NOR");
  const event = await first(scout, "/event/");
  await scout.goto(address + "positions");
  const question = await first(scout, "/positions?on=");
  const lists = ["/contacts", "/events", "/events?type=CONSULT&status=happened", "/timeline?of=NOR", "/positions", "/positions?on=nets", "/positions?on=levy", "/positions?of=Norway", "/ledger", "/ledger?status=kept", "/contacts?between=NOR&kind=visit", "/calendar", "/calendar?month=2031-04", "/searches", "/search/Locks%20and%20gates", "/report/h7", "/docket", "/corrections", `/correct?of=${story.split("/").pop()}`, `/correct?of=${statement.split("/").pop()}`, `/correct?of=${report.split("/").pop().split("?")[0]}`, "/correct?of=state:NOR", "/?actor=state:NOR", "/search?q=lock&kind=reports", "/search?q=lock&kind=stories", "/search?q=Orlen&kind=actors"];
  const pages = ["/", story, statement, actor, "/actor/state:NOR", "/actor/person:ana-orlen", contact, event, question, ...lists, report, "/statements", "/actors", "/outlets", "/verify", "/method", "/search?q=lock", "/search?q=strait", "/nowhere"];
  for (const [way, settings] of Object.entries(ways)) {
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    page.on("request", (request) => holds(`${way}: a request went to ${request.url()}`, new URL(request.url()).host === host));
    for (const path of pages) {
      await page.goto(address.slice(0, -1) + path);
      const name = `${way} ${path}`;
      if (way === "plain") {
        const written = await (await fetch(address.slice(0, -1) + path)).text();
        const said = (await checker.validateString(written)).results.flatMap((one) => one.messages);
        holds(`${name}: ${said.slice(0, 4).map((one) => `${one.ruleId} line ${one.line}: ${one.message}`).join("; ")}`, said.length === 0);
      }
      holds(`${name}: there is a main part`, (await page.locator("main h1").count()) === 1);
      if (pictures) await page.screenshot({ path: join(pictures, `${way}-${path.replace(/\W+/g, "_").slice(0, 24)}.png`) });
      if (settings.javaScriptEnabled === false) continue;
      holds(`${name}: scrolls sideways`, await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      holds(`${name}: a report's words ran`, await page.evaluate(() => window.ran === undefined));
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run());
      holds(`${name}: ${found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 90)}`).join("; ")}`, found.violations.length === 0);
    }
    await page.goto(address.slice(0, -1) + contact);
    const columns = await page.locator(".sides blockquote").evaluateAll((sides) => sides[1].getBoundingClientRect().left > sides[0].getBoundingClientRect().left);
    holds(`${way}: two accounts stand beside each other where there is room`, columns === (way !== "narrow"));
    await page.goto(address + "calendar?month=2031-04");
    await page.locator('.month a[href="#d2031-04-20"]').click();
    holds(`${way}: a day of the month leads to what is due on it`, (await page.locator("section#d2031-04-20 blockquote").count()) === 1);
    await page.goto(address + "ledger?status=kept");
    await page.goto(address.slice(0, -1) + (await first(page, "/report/")));
    holds(`${way}: a row of the ledger leads to its place`, (await page.locator("mark#at").count()) === 1);
    await context.close();
  }
  const sizes = { 1280: [1280, 800], 768: [768, 1024], 390: [390, 844], A4: [794, 1123] };
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const colorScheme of size === "A4" ? ["light"] : ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height } });
      const page = await context.newPage();
      page.on("request", (request) => holds(`${size}: a brief asked for ${request.url()}`, request.url().startsWith("file:")));
      if (size === "A4") await page.emulateMedia({ media: "print" });
      for (const [brief, file] of files) {
        await page.goto(`file://${file}`);
        const name = `${size} ${colorScheme} ${brief}`;
        if (pictures) await page.screenshot({ path: join(pictures, `${name.replace(/ /g, "-")}.png`) });
        if (pictures && size === "A4") await page.pdf({ path: join(pictures, `${brief.replace(/ /g, "-")}.pdf`), format: "A4" });
        holds(`${name}: there is a main part`, (await page.locator("main").count()) === 1 && (await page.locator("h1").count()) === 1);
        holds(`${name}: scrolls sideways`, await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        holds(`${name}: a report's words ran`, await page.evaluate(() => window.ran === undefined));
        const dead = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).length);
        holds(`${name}: ${dead} links lead nowhere`, dead === 0);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run());
        holds(`${name}: ${found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`).join("; ")}`, found.violations.length === 0);
      }
      await context.close();
    }
  }
  const keys = await (await browser.newContext()).newPage();
  await keys.goto(address);
  await keys.keyboard.press("j");
  holds("j goes to the first row", await keys.evaluate(() => document.activeElement.classList.contains("row")));
  await keys.keyboard.press("/");
  holds("/ goes to the search", await keys.evaluate(() => document.activeElement.id === "q"));
  await keys.goto(address);
  await keys.getByRole("button", { name: "large text" }).click();
  await keys.reload();
  holds("the size of the text is kept", await keys.evaluate(() => document.documentElement.dataset.size === "large"));
  await run("--record", record, "add", "--quiet", join(folder, "late.txt"));
  await keys.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await keys.locator("#fresh a").waitFor();
  holds("what was added since is told of, and nothing moves", (await keys.locator("#fresh").textContent()) === "1 new, show");
  await keys.goto(door);
  await keys.goto(address.slice(0, -1) + story);
  await keys.keyboard.press("c");
  await keys.waitForURL(/correct/);
  await keys.locator('form:has(input[value="split"]) input[type="checkbox"]').last().check();
  await keys.locator('form:has(input[value="split"]) input[name="why"]').fill("another quarrel");
  await keys.getByRole("button", { name: "Split" }).click();
  await keys.waitForURL(/corrections$/);
  holds("a correction is listed", (await keys.locator("main").textContent()).includes("another quarrel"));
  await keys.getByRole("button", { name: "Undo 2" }).click();
  await keys.waitForURL(/corrections$/);
  holds("and undone", (await keys.locator("main").textContent()).includes("undone"));
  const rebound = await keys.goto(`http://rebind.example:${new URL(address).port}/`);
  holds("a name of another site that means this machine is refused", rebound.status() === 421);
} catch (error) {
  failures.push(`the walk through the pages stopped: ${error}`);
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`pages in a browser: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
