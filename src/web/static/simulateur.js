// The simulation on her own device: a module script. Without it the form posts, one question a step. Loads the law once;
// then nothing leaves but the page itself, when she wants it in another language. Stores nothing.
//
// The page holds all that may be said: [data-if] is shown when what it names is so, [data-value] and [data-list] are filled.

// "713,15" "713.15" "1 200,5 €" -> cents; null when unclear ("1.200", "12 00"). The server forgives no less.
export function cents(typed) {
    const said = typed.replace(/[\u00a0\u202f]/g, " ").trim().replace(/ *€$/, "");
    const parts = /^(\d{1,3}(?: \d{3})+|\d{1,9})(?:[.,](\d{0,2}))?$/.exec(said);
    return parts && Number(parts[1].replaceAll(" ", "") + (parts[2] ?? "").padEnd(2, "0"));
}

// What is said to each question, in the words of law/interview.h; "?" what is unclear, "" what is not said.
export function answers(get) {
    const typed = get("resources").trim(), paper = get("document"), sum = typed && cents(typed);
    return {
        who: get("who"),
        residence: get("residence"),
        award: (get("award") === "yes" && get("awarded_on")) || get("award"),
        children: get("children_unsure") || get("children").trim(),
        resources: typed ? sum === null ? "?" : String(sum) : get("resources_band"),
        department: get("department"),
        document: /none|unsure/.test(paper) ? paper : [paper, get("document_dated")].filter(Boolean).join(" "),
        beneficiary_of: get("beneficiary_of"),
    };
}

export function question(said, day, language) {
    const lines = Object.entries(said).filter(([, answer]) => answer).map(([key, answer]) => `${key} ${answer}`);
    return ["interview", `requested_on ${day}`, `language ${language}`, ...lines, ""].join("\n");
}

// The cells of each line, by its key; in `wrong` the question whose answer is refused.
export function reading(answer) {
    const read = {};
    for (const line of answer.trimEnd().split("\n")) {
        const [said, ...cells] = line.split("\t"), [key, value] = said.split(" ");
        (read[key] ??= []).push(value ? [value, ...cells] : cells);
    }
    const place = read.wrong?.[0][0].split("/")[1];
    return { ...read, wrong: place && ({ documents: "document", previous_awards: "award", resources_cents: "resources" }[place] ?? place) };
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

// What is so, as the server says it too (web/simulate.c).
export function state(read) {
    const one = (key) => read[key]?.[0] ?? [], standing = one("standing")[0], closed = standing === "closed";
    const [least] = one("least_cents"), [most] = one("most_cents"), amount = most && most !== "-" && !closed;
    const forms = (read.form ?? []).map(([form]) => form).join(), paid = one("pay_by_first")[0], days = paid && paid !== "-";
    const answered = one("next")[0] === "-", same = paid === one("pay_by_last")[0];
    return {
        [standing]: true, answered, exact: amount && least === most, range: amount && least !== most,
        grant: amount && forms === "grant", loan: amount && forms === "loan", both: amount && forms === "grant,loan",
        one_day: days && same, days: days && !same, has_fund: !closed && one("fund")[1] !== undefined,
        steps: read.step, changes: read.change, shows_now: amount && !answered,
    };
}

const element = (name, ...inside) => {
    const made = document.createElement(name);
    made.append(...inside); // strings become text, never markup
    return made;
};
const cited = (article, words, source) => element("li", words, " ", element("cite", source && source !== "-" ? `${article} (${source})` : article));
const items = {
    ground: ([, words]) => element("li", words),
    step: ([article, , , source, words]) => cited(article, words, source),
    change: ([article, words, outcome, amount]) => cited(article, `${words} → ${outcome}${amount === "-" ? "" : `, ${amount}`}`),
};
const values = { least: "least_cents", most: "most_cents", first: "pay_by_first", last: "pay_by_last", fund: "fund" };

function show(read, said, language) {
    const is = state(read), all = (what) => document.querySelectorAll(`[data-${what}]`);
    if (is.closed && !Object.values(said).every((answer) => answer && answer !== "unsure")) read.step = is.steps = undefined;
    if (!said.children || said.children === "unsure") is.shows_now = false;
    for (const one of all("if")) one.hidden = !is[one.dataset.if];
    for (const one of all("value")) {
        const [value, words] = read[values[one.dataset.value]]?.[0] ?? [];
        const numbers = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value); // no month has a name there
        one.textContent = numbers && !/fr|en/.test(language) ? numbers.slice(1).reverse().join("/") : words ?? "";
    }
    for (const one of all("list")) {
        const { list } = one.dataset;
        one.replaceChildren(...(read[list] ?? []).map(items[list.replace("_least", "")]));
    }
}

// Blank, not reset: what the server wrote back is hers too.
function blank(form) {
    for (const one of form.elements) {
        if (/hidden|submit/.test(one.type)) continue;
        if (/radio|checkbox/.test(one.type)) one.checked = one.defaultChecked = false;
        else if (one.options) one.selectedIndex = 0;
        else if (one.tagName === "INPUT") one.value = one.defaultValue = "";
    }
}

function refill(form, held) {
    for (const one of form.elements) {
        if (!held.has(one.name) || one.type === "hidden") continue;
        if (/radio|checkbox/.test(one.type)) one.checked = held.getAll(one.name).includes(one.value);
        else one.value = held.get(one.name);
    }
}

// The page in another language, around the exit, which stays; what she said is in this page alone and goes over.
async function translate(form, wanted) {
    const held = new FormData(form), got = await (await fetch(`/simulateur?l=${wanted}`)).text();
    const page = new DOMParser().parseFromString(got, "text/html"), exit = document.querySelector("nav.exit");
    Object.assign(document.documentElement, { lang: page.documentElement.lang, dir: page.documentElement.dir });
    document.title = page.title;
    exit.setAttribute("aria-label", page.querySelector("nav.exit").getAttribute("aria-label"));
    exit.firstChild.textContent = page.querySelector("nav.exit a").textContent;
    exit.parentNode.replaceChildren(exit, ...[...page.body.children].filter((one) => !one.matches("nav.exit, script")));
    const next = document.getElementById("simulateur");
    refill(next, held);
    return next;
}

function live(form, law) {
    let last = null, next = "", waiting = 0;
    const language = document.documentElement.lang, speaks = language === "en" ? "en" : "fr";
    const answer = () => {
        const data = new FormData(form), said = answers((name) => data.get(name) ?? "");
        const lines = question(said, form.dataset.day, speaks);
        if (lines === last || !law) return;
        last = lines;
        let read = {};
        try {
            read = ask(law, lines);
        } catch {
            law = null; // it stopped: the form posts again
            return;
        }
        next = read.wrong ?? read.next[0][0];
        for (const one of document.querySelectorAll("fieldset.choice")) {
            one.toggleAttribute("data-wrong", read.wrong !== undefined && [read.wrong, `${read.wrong}_asked`].includes(one.id));
        }
        if (read.wrong === undefined) show(read, said, language);
    };
    for (const one of form.querySelectorAll("fieldset[hidden]")) one.hidden = false;
    for (const one of form.querySelectorAll(".steps-only")) one.remove();
    document.getElementById("ici").hidden = false;
    form.after(document.getElementById("resultat"));
    // After a pause: a screen reader hears one result and not one a digit.
    form.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(answer, 300);
    });
    form.addEventListener("submit", (event) => {
        answer();
        if (!law) return;
        event.preventDefault(); // what is said here is not sent
        const wanted = event.submitter?.name === "langue" && event.submitter.value;
        if (wanted) translate(form, wanted).then((next) => live(next, law), () => location.assign(`/simulateur?l=${wanted}`));
        else document.getElementById(next === "-" ? "resultat" : document.getElementById(`${next}_asked`) ? `${next}_asked` : next).focus();
    });
    const forget = () => {
        clearTimeout(waiting);
        blank(form);
        answer();
    };
    addEventListener("pagehide", forget);
    addEventListener("pageshow", (event) => event.persisted && forget());
    answer();
}

async function begin(form) {
    const bytes = await (await fetch("/static/abri.wasm")).arrayBuffer();
    live(form, (await WebAssembly.instantiate(bytes)).instance.exports);
}

if (globalThis.document) {
    const form = document.getElementById("simulateur");
    if (form) begin(form).catch(() => {});
}
