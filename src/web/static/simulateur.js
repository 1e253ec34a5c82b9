// The simulation on her own device: a module script. Without it the form posts as usual. Loads the law once,
// then makes no request; stores nothing.
//
// The page gives <form id="simulateur"> and an element id="resultat" with role="status": data-title, -steps, -note,
// -local, -wrong are its words; data-outcome, -amount_cents, -pay_by... the labels of the values to show.

// "713,15" "713.15" "1 200,5 €" -> cents; null when unclear ("1.200", "12 00"). The server forgives no less.
export function cents(typed) {
    const said = typed.replace(/[\u00a0\u202f]/g, " ").trim().replace(/ *€$/, "");
    const parts = /^(\d{1,3}(?: \d{3})+|\d{1,9})(?:[.,](\d{0,2}))?$/.exec(said);
    return parts && Number(parts[1].replaceAll(" ", "") + (parts[2] ?? "").padEnd(2, "0"));
}

const PLAIN = "requested_on department children relationship violence_against residence beneficiary_of".split(" ");

// The lines the law reads; null while something is missing or unclear.
export function question(get, language) {
    const lines = [];
    const say = (key, value) => value && lines.push(`${key} ${value}`);
    say("language", language === "en" ? "en" : "fr");
    for (const key of PLAIN) say(key, get(key).trim());
    const resources = cents(get("resources")), kind = get("document_kind"), dated = get("document_dated");
    if (resources === null || !get("requested_on") || !get("department")) return null;
    if (kind && !dated) return null;
    say("resources_cents", String(resources));
    say("document", kind ? `${kind} ${dated}` : "none");
    return lines.some((line) => /[\n\r\t]/.test(line)) ? null : lines.join("\n") + "\n";
}

// Values as [key, words], steps as [article, sentence], or the place of what is wrong.
export function reading(answer) {
    const read = { values: [], steps: [], wrong: null };
    for (const line of answer.trimEnd().split("\n")) {
        const [said, ...cells] = line.split("\t"), [key, value] = said.split(" ");
        if (key === "wrong") read.wrong = cells[0];
        else if (key === "step") read.steps.push([cells[0], cells[4]]);
        else if (value && value !== "-") read.values.push([key, cells[0] ?? value]);
    }
    return read;
}

// Asks the law, then wipes the rooms it reads and writes.
export function ask(law, lines) {
    const room = (at, length) => new Uint8Array(law.memory.buffer, at, length);
    const bytes = new TextEncoder().encode(lines);
    if (bytes.length > 8192) return reading("wrong\t/");
    const input = room(law.abri_input(), bytes.length);
    input.set(bytes);
    const output = room(law.abri_output(), law.abri_assess(bytes.length));
    const answer = reading(new TextDecoder().decode(output));
    input.fill(0);
    output.fill(0);
    return answer;
}

// The field of a JSON pointer: "/documents/0/dated" -> document_dated.
export function field(pointer) {
    const name = pointer.split("/")[1];
    return { resources_cents: "resources", documents: "document_dated" }[name] ?? name;
}

const element = (name, ...inside) => {
    const made = document.createElement(name);
    made.append(...inside); // strings become text, never markup
    return made;
};

function show(result, read) {
    const word = (key) => result.getAttribute(`data-${key}`) ?? "";
    if (read.wrong !== null) return result.replaceChildren(element("p", word("wrong")));
    const list = element("dl"), steps = element("ol");
    const refused = read.values.some(([key]) => key === "ground");
    for (const { name, value } of result.attributes) { // in the order of the page's labels
        for (const [key, said] of read.values) {
            if (name === `data-${refused && key === "amount_cents" ? "unpaid" : key}`) list.append(element("dt", value), element("dd", said));
        }
    }
    for (const [article, said] of read.steps) steps.append(element("li", said, " ", element("cite", article)));
    steps.className = "steps";
    result.replaceChildren(element("h2", word("title")), list, element("h3", word("steps")), steps,
        element("p", word("note")), element("p", word("local")));
}

// Blank, not reset: what the server wrote back is hers too. The day of the request stays.
function blank(form) {
    for (const one of form.elements) {
        if (one.type === "hidden" || one.name === "requested_on") continue;
        if (/radio|checkbox/.test(one.type)) one.checked = one.defaultChecked = false;
        else if (one.options) one.selectedIndex = 0;
        else if (one.tagName === "INPUT") one.value = one.defaultValue = "";
    }
}

async function begin(form, result) {
    const bytes = await (await fetch("/static/abri.wasm")).arrayBuffer();
    let law = (await WebAssembly.instantiate(bytes)).instance.exports, last = null, waiting = 0;
    const answer = () => {
        const data = new FormData(form), { lang } = document.documentElement;
        const lines = question((key) => data.get(key) ?? "", lang.slice(0, 2));
        if (lines === last) return;
        last = lines;
        for (const one of form.elements) one.removeAttribute("aria-invalid");
        result.replaceChildren();
        if (lines === null) return;
        try {
            const read = ask(law, lines);
            if (read.wrong) form.elements[field(read.wrong)]?.setAttribute?.("aria-invalid", true);
            show(result, read);
        } catch {
            law = null; // it stopped: the form posts again
        }
    };
    const forget = () => {
        clearTimeout(waiting);
        blank(form);
        result.replaceChildren();
        last = null;
    };
    // After a pause: a screen reader hears one result and not one a digit.
    form.addEventListener("input", () => {
        clearTimeout(waiting);
        if (law) waiting = setTimeout(answer, 300);
    });
    // What is computed here is not sent; what is unclear goes to the server, which says why.
    form.addEventListener("submit", (event) => {
        if (law) answer();
        if (!law || last === null) return;
        event.preventDefault();
        result.scrollIntoView();
    });
    addEventListener("pagehide", forget);
    addEventListener("pageshow", (event) => event.persisted && forget());
    if (!result.firstElementChild) answer(); // else the server's answer stands until something changes
}

if (globalThis.document) {
    const [form, result] = ["simulateur", "resultat"].map((id) => document.getElementById(id));
    if (form && result) begin(form, result).catch(() => {});
}
