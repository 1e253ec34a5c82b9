// The worked cases of the specification, asked of the module as lines.
//   cases.mjs ABRI.WASM CASES.TSV
// A case that the lines cannot say is a failure, not a skip.
import { readFileSync } from "node:fs";
import { claims, load, start } from "./module.mjs";

const [path, table] = process.argv.slice(2);
const check = claims();
const page = start(load(path));

// The JSON of an assess request as lines.
function lines(request) {
    const said = [];
    for (const [key, value] of Object.entries(request)) {
        if (key === "documents") {
            if (value.length === 0) said.push("document none");
            for (const one of value) said.push(`document ${one.kind} ${one.dated}`);
        } else if (key === "previous_awards") {
            for (const day of value) said.push(`previous_award ${day}`);
        } else if (key === "children" && Array.isArray(value)) {
            for (const one of value) said.push(`child ${one.born_on ?? "-"}${one.shared_custody ? " shared" : ""}`);
        } else said.push(`${key} ${value}`);
    }
    return said.map((line) => `${line}\n`).join("");
}

// The answer under the names of the table: single values as text, grounds and flags as lists.
function read(answer) {
    const values = { grounds: [], flags: [] };
    for (const line of answer.trimEnd().split("\n")) {
        const [said] = line.split("\t"), [key, value] = said.split(" ");
        if (key === "ground" || key === "flag") values[`${key}s`].push(value);
        else if (value !== undefined) values[key] = value === "-" ? "null" : value;
    }
    return values;
}

function holds(values, expectation) {
    const [, name, sign, wanted] = /^([a-z_.]+)([=~])(.*)$/.exec(expectation);
    const value = values[name === "fund.code" ? "fund" : name];
    if (sign === "~") return value.includes(wanted);
    if (Array.isArray(value)) return `[${value.join(",")}]` === wanted;
    return String(value) === wanted;
}

for (const row of readFileSync(table, "utf8").split("\n")) {
    if (row === "" || row.startsWith("#")) continue;
    const [id, request, expected] = row.split("\t");
    const answer = page.ask(new TextEncoder().encode(lines(JSON.parse(request))));
    const values = read(Buffer.from(answer ?? "").toString());
    for (const one of expected.split(" ")) {
        check.that(`${id} ${one}`, holds(values, one), JSON.stringify(values));
    }
}
check.end();
