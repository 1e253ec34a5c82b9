// The module must answer 100,000 random questions byte for byte as the native program does.
//   compare.mjs ABRI.WASM ORACLE [SEED] [COUNT]
// The seed is printed; every word of the answers' lists must have been met, or the comparison proves too little.
import { spawnSync } from "node:child_process";
import { EXPORTS, QUESTION_MAX, claims, load, start } from "./module.mjs";
import { dice, question } from "./questions.mjs";

const [path, oracle, seed = "20251125", count = "100000"] = process.argv.slice(2);
const check = claims();
const module = load(path);
const page = start(module);

check.that("the module imports nothing", WebAssembly.Module.imports(module).length === 0);
const names = WebAssembly.Module.exports(module).map((e) => e.name);
check.that("the module exports what a page needs and no more",
    names.length === EXPORTS.length && EXPORTS.every((name) => names.includes(name)), names.join(" "));
for (const length of [-1, -2147483648, QUESTION_MAX + 1, 2147483647]) {
    check.that(`a length of ${length} is refused`, page.law.abri_assess(length) === 0);
}
check.that("a full room is answered", page.law.abri_assess(QUESTION_MAX) > 0);

// The native answers to some questions, through one run of the oracle.
function ask_oracle(questions) {
    const input = Buffer.concat(questions.flatMap((q) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(q.length);
        return [length, q];
    }));
    const run = spawnSync(oracle, { input, maxBuffer: 1 << 30 });
    if (run.status !== 0) throw new Error(`the oracle stopped (${run.status ?? run.signal}): ${run.stderr}`);
    const answers = [];
    for (let at = 0; at < run.stdout.length;) {
        const end = at + 4 + run.stdout.readUInt32LE(at);
        answers.push(run.stdout.subarray(at + 4, end));
        at = end;
    }
    return answers;
}

// What the answers said: the first word or two of their first lines.
const met = new Map();
function notice(answer) {
    const text = Buffer.from(answer).toString();
    for (const line of text.split("\n")) {
        const said = line.split("\t")[0];
        if (/^(standing|next |step_least|change|outcome|ground|flag|form|wrong|pay_by -|amount_cents -)/.test(said)) met.set(said, (met.get(said) ?? 0) + 1);
    }
}

const d = dice(Number(seed));
const BATCH = 5000;
for (let done = 0; done < Number(count); done += BATCH) {
    const questions = Array.from({ length: Math.min(BATCH, Number(count) - done) }, () => question(d));
    const native = ask_oracle(questions);
    check.that("an answer for every question", native.length === questions.length);
    questions.forEach((q, i) => {
        const ours = page.ask(q);
        const same = ours !== null && native[i] !== undefined && Buffer.compare(ours, native[i]) === 0;
        check.that("same bytes", same, same ? "" : `${JSON.stringify(Buffer.from(q).toString())}\n wasm   ${
            ours && Buffer.from(ours)}\n native ${native[i]}`);
        if (ours) notice(ours);
    });
}

const EXPECTED = ["outcome granted", "outcome refused", "outcome review", "wrong", "form grant", "form loan", "pay_by -",
    "amount_cents -", "ground NO_DOCUMENT", "ground DOCUMENT_TOO_OLD", "ground DOCUMENT_NOT_ACCEPTED",
    "ground NOT_PARTNER_VIOLENCE", "ground AWARDED_WITHIN_12_MONTHS", "ground RESIDENCE", "ground BEFORE_THE_LAW",
    "flag EDGE_DAY", "flag SHARED_CUSTODY", "flag TERRITORY_TO_CONFIRM", "flag RESIDENCE_UNKNOWN",
    "flag DECIDE_ON_OR_AFTER", "flag PARAMETER_MAY_BE_OUTDATED", "standing granted", "standing document", "standing closed",
    "standing review", "standing open", "next -", "next beneficiary_of", "step_least", "change"];
for (const said of EXPECTED) check.that(`some question meets "${said}"`, met.has(said));
console.log(`seed ${seed}; met ${[...met].sort().map(([said, n]) => `${said} ${n}`).join(", ")}`);
check.end();
