// The parts of the simulator that need no page: what people type, what is asked, what is shown.
//   simulateur.mjs ABRI.WASM SIMULATEUR.JS
import { readFileSync, statSync } from "node:fs";
import { claims, load, start } from "./module.mjs";

const [path, script] = process.argv.slice(2);
const check = claims();
const { law } = start(load(path));
// From its text, because the file ends in .js for browsers, which Node would take for CommonJS.
const source = readFileSync(script, "utf8");
const { ask, cents, field, question, reading } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

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

const filled = { requested_on: "2025-11-25", department: "59", resources: "713,16", children: "2",
    document_kind: "complaint", document_dated: "2025-11-20" };
const lines = (more, language = "fr") => question((key) => ({ ...filled, ...more })[key] ?? "", language);
const LINES = "language fr\nrequested_on 2025-11-25\ndepartment 59\nchildren 2\nresources_cents 71316\n" +
    "document complaint 2025-11-20\n";
check.that("the fields of the form make a question", lines({}) === LINES, lines({}));
check.that("another language is asked in French", lines({}, "de") === LINES);
check.that("English is asked in English", lines({}, "en").startsWith("language en\n"));
for (const missing of ["requested_on", "department", "resources"]) {
    check.that(`nothing is asked without ${missing}`, lines({ [missing]: "" }) === null);
}
check.that("unclear resources ask nothing", lines({ resources: "1.200" }) === null);
check.that("a document needs its day", lines({ document_dated: "" }) === null);
check.that("no kind of document is no document", lines({ document_kind: "" }).endsWith("\ndocument none\n"));
check.that("a field cannot bring a line of its own", lines({ residence: "regular\nchildren 9" }) === null);
check.that("resources of zero are said", lines({ resources: "0" }).includes("\nresources_cents 0\n"));

const read = ask(law, lines({ beneficiary_of: "caf" }));
const values = Object.fromEntries(read.values);
check.that("the aid is granted", values.outcome === "accordée" && read.wrong === null, JSON.stringify(values));
check.that("the amount is written the French way", values.amount_cents === "930,99\u00a0€", values.amount_cents);
check.that("the form is said", values.form === "aide non remboursable", values.form);
check.that("the day of payment is said", values.pay_by === "28 novembre 2025", values.pay_by);
check.that("the fund is said", values.fund === "Caf du Nord", values.fund);
check.that("every step has an article and a sentence", read.steps.length > 10 &&
    read.steps.every(([article, said]) => /^[A-Za-z]/.test(article) && said.length > 10), JSON.stringify(read.steps));
check.that("English answers in English", Object.fromEntries(ask(law, lines({}, "en")).values).amount_cents === "€930.99");

const memory = Buffer.from(law.memory.buffer);
check.that("the rooms are wiped after the answer", !memory.includes("resources_cents 71316") && !memory.includes("930,99"));

const wrong = ask(law, lines({ document_dated: "2026-01-01" }));
check.that("a document of the future is wrong", wrong.wrong === "/documents/0/dated", wrong.wrong);
check.that("its field is named", field(wrong.wrong) === "document_dated");
check.that("too many children are wrong", field(ask(law, lines({ children: "31" })).wrong) === "children");
check.that("too much money is wrong", field(ask(law, lines({ resources: "1000000,01" })).wrong) === "resources");
check.that("a word out of the list is wrong", field(ask(law, lines({ residence: "x" })).wrong) === "residence");
check.that("a question too long is wrong", ask(law, lines({ residence: "x".repeat(9000) })).wrong === "/");
check.that("an absent value is not shown", reading("pay_by -\nform loan\tprêt\n").values.length === 1);

check.that("the script stays within 6.5 kB", statSync(script).size <= 6.5 * 1024, statSync(script).size);
for (const never of ["innerHTML", "Storage", "cookie", "indexedDB", "sendBeacon", "XMLHttpRequest", "eval("]) {
    check.that(`the script never says ${never}`, !source.includes(never));
}
check.that("the script fetches once", source.split("fetch(").length === 2);
check.end();
