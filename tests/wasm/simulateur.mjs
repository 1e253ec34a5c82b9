// The parts of the simulator that need no page: what people type, what is asked, what is shown.
//   simulateur.mjs ABRI.WASM SIMULATEUR.JS
import { readFileSync, statSync } from "node:fs";
import { claims, load, start } from "./module.mjs";

const [path, script] = process.argv.slice(2);
const check = claims();
const { law } = start(load(path));
// From its text, because the file ends in .js for browsers, which Node would take for CommonJS.
const source = readFileSync(script, "utf8");
const { answers, ask, cents, question, reading, state } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const TYPED = [
    ["0", 0], ["713", 71300], ["713,15", 71315], ["713.15", 71315], ["713,1", 71310], ["713,", 71300], [",15", null],
    ["1 200", 120000], ["1\u202f200,50", 120050], ["1\u00a0200,50 €", 120050], ["1 200 000", 120000000],
    [" 713,15 € ", 71315], ["713,15€", 71315], ["713 euros", null], ["7€13", null], ["0012", 1200], ["0,07", 7],
    ["19,99", 1999], ["1.200", null], ["1,200", null], ["1.200,50", null], ["1,200.50", null], ["12 00", null],
    ["1  200", null], ["1 2000", null], ["1234 567", null], ["", null], [" ", null], ["€", null], ["-5", null],
    ["+5", null], ["1e3", null], ["0x10", null], ["713,155", null], ["713,1,5", null], ["mille", null], ["٣", null],
    ["1200\n", 120000], ["1\n200", null], ["999999999,99", 99999999999], ["9999999999", null], ["NaN", null],
];
for (const [typed, wanted] of TYPED) check.that(`cents(${JSON.stringify(typed)})`, cents(typed) === wanted, cents(typed));
for (let n = 0; n <= 200000; n += 7) {
    const typed = `${Math.floor(n / 100)},${String(n % 100).padStart(2, "0")}`;
    check.that(`cents(${typed})`, cents(typed) === n, cents(typed));
}

// ---- the fields of the form as answers
const filled = { who: "partner", residence: "regular", award: "no", children: "2", resources: "713,16", department: "59",
    document: "complaint", document_dated: "2025-11-20", beneficiary_of: "caf" };
const said = (more) => answers((key) => ({ ...filled, ...more })[key] ?? "");
const lines = (more, language = "fr") => question(said(more), "2025-11-25", language);
const WHOLE = "interview\nrequested_on 2025-11-25\nlanguage fr\nwho partner\nresidence regular\naward no\nchildren 2\n" +
    "resources 71316\ndepartment 59\ndocument complaint 2025-11-20\nbeneficiary_of caf\n";
check.that("the fields of the form make a question", lines({}) === WHOLE, lines({}));
check.that("English is asked in English", lines({}, "en").includes("\nlanguage en\n"));
check.that("what is not said is not asked of the law", question(said({ who: "", children: " " }), "2025-11-25", "fr").split("\n").length === 10);
check.that("a day without a yes is not read", said({ awarded_on: "2025-03-01" }).award === "no");
check.that("a yes has its day", said({ award: "yes", awarded_on: "2025-03-01" }).award === "2025-03-01");
check.that("a yes may have none", said({ award: "yes" }).award === "yes");
check.that("unsure children", said({ children_unsure: "unsure" }).children === "unsure");
check.that("a sum wins over a band", said({ resources_band: "0 71315" }).resources === "71316");
check.that("a band in the place of a sum", said({ resources: " ", resources_band: "0 71315" }).resources === "0 71315");
check.that("an unclear sum is not guessed", said({ resources: "1.200" }).resources === "?");
check.that("a sum of zero is said", said({ resources: "0" }).resources === "0");
check.that("no document has no day", said({ document: "none" }).document === "none");
check.that("a day without a document is not read", said({ document: "unsure" }).document === "unsure");

// ---- what the law says of them
const read = ask(law, lines({})), is = state(read);
check.that("the aid is granted", is.granted && is.answered && is.exact && is.grant && is.one_day && is.has_fund, JSON.stringify(is));
check.that("nothing else is said", !is.closed && !is.document && !is.range && !is.loan && !is.both && !is.days && !is.shows_now);
check.that("the amount is written the French way", read.most_cents[0][1] === "930,99\u00a0€", read.most_cents);
check.that("the day of payment is said", read.pay_by_last[0][1] === "28 novembre 2025", read.pay_by_last);
check.that("the fund is said", read.fund[0][1] === "Caf du Nord", read.fund);
check.that("every step has an article and a sentence", read.step.length > 10 &&
    read.step.every(([article, , , , words]) => /^[A-Za-z]/.test(article) && words.length > 10), JSON.stringify(read.step));
check.that("what would change it is said", is.changes.length > 4 && is.changes.every((c) => c.length === 4), JSON.stringify(is.changes));
check.that("English answers in English", ask(law, lines({}, "en")).most_cents[0][1] === "€930.99");

const without = state(ask(law, lines({ document: "none" })));
check.that("without a document the amount stays", without.document && without.exact && !without.one_day && without.has_fund, JSON.stringify(without));
const ageless = state(ask(law, lines({ document_dated: "" })));
check.that("a document of unknown age leaves it open", ageless.open && ageless.exact);
const rich = state(ask(law, lines({ resources: "4 000" })));
check.that("a loan is a loan", rich.loan && !rich.grant && !rich.both);
const unsure = ask(law, lines({ resources: "", resources_band: "unsure" })), open = state(unsure);
check.that("unknown resources leave a range", open.range && open.both && open.answered && !open.exact &&
    unsure.least_cents[0][0] === "46550" && unsure.most_cents[0][0] === "116374", JSON.stringify(unsure.least_cents));
check.that("each end has its calculation", unsure.step_least.length > 5 && unsure.step.length > 5 && !is.step_least);
check.that("what rests on answers not given is left out", unsure.step.every(([, name]) => name !== "who"));
const closed = state(ask(law, question({ who: "other" }, "2025-11-25", "fr")));
check.that("one answer may be enough", closed.closed && closed.answered && !closed.exact && !closed.range && !closed.has_fund);
const begun = ask(law, question({ who: "partner" }, "2025-11-25", "fr"));
check.that("otherwise the next question follows", begun.next[0][0] === "residence" && state(begun).shows_now && !state(begun).answered);

const memory = Buffer.from(law.memory.buffer);
check.that("the rooms are wiped after the answer", !memory.includes("resources 71316") && !memory.includes("930,99"));

for (const [field, more] of Object.entries({ children: { children: "31" }, resources: { resources: "1.200" }, document: { document_dated: "2026-01-01" },
    award: { award: "yes", awarded_on: "2026-01-01" }, department: { department: "00" }, residence: { residence: "x" } })) {
    const refused = ask(law, lines(more));
    check.that(`${field} is asked again`, refused.wrong === field, refused.wrong);
}
check.that("too much money is wrong", ask(law, lines({ resources: "1000000,01" })).wrong === "resources");
check.that("a question too long is wrong", ask(law, lines({ residence: "x".repeat(9000) })).wrong !== undefined);
check.that("a field cannot bring a line of its own", ask(law, lines({ residence: "regular\nchildren 9" })).wrong !== undefined);
check.that("every cell of a line is kept", reading("form loan\tprêt\n").form[0].join() === "loan,prêt");

check.that("the script stays within 10 kB", statSync(script).size <= 10 * 1024, statSync(script).size);
for (const never of ["innerHTML", "Storage", "cookie", "indexedDB", "sendBeacon", "XMLHttpRequest", "eval("]) {
    check.that(`the script never says ${never}`, !source.includes(never));
}
check.that("the script fetches the law and, when asked, the page in another language", source.split("fetch(").length === 3);
check.end();
