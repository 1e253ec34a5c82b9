// Random questions from a seed: most of them lawful, the rest broken in every way a reader must notice.

// A small generator with a period of 2^32 (Steele and Vigna's splitmix, 32 bits).
export function dice(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x9e3779b9) >>> 0;
        let z = state;
        z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
        z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
        return (z ^ (z >>> 15)) >>> 0;
    };
    const below = (n) => next() % n;
    return { below, chance: (percent) => below(100) < percent, pick: (list) => list[below(list.length)] };
}

const DEPARTMENTS = ["59", "75", "64", "67", "68", "57", "2A", "2B", "13", "93", "971", "972", "973", "974",
    "975", "976", "977", "978", "01", "95"];
const NOWHERE = ["20", "986", "1", "96", "00", "099", "2a"];
const RELATIONSHIPS = ["spouse", "cohabitant", "pacs_partner", "former_spouse", "former_cohabitant",
    "former_pacs_partner", "other"];
const KINDS = ["complaint", "report_to_prosecutor", "protection_order", "immediate_protection_order", "police_log",
    "forced_marriage_order", "other"];
const EDGES = [0, 1, 69932, 69933, 71315, 71316, 139863, 139864, 142630, 142631, 213945, 213946, 99999999, 100000000];

const iso = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
const FIRST = Math.floor(Date.UTC(2023, 9, 1) / 86400000);
const years = (day, n, days) => {
    const date = new Date(day * 86400000);
    return Math.floor(Date.UTC(date.getUTCFullYear() - n, date.getUTCMonth(), date.getUTCDate()) / 86400000) + days;
};

// A day near `before` years earlier than `day`, often to the day: where the law changes its mind.
const around = (d, day, before) => years(day, before, d.chance(50) ? d.below(3) - 1 : -d.below(900));

function optional(d, lines, day, completed) {
    const choices = {
        relationship: RELATIONSHIPS,
        violence_against: ["applicant", "applicant", "applicant", "child_only"],
        residence: ["regular", "regular", "irregular", "tourist_visa", "unknown"],
        beneficiary_of: ["caf", "msa", "none"],
        smic_reference: ["april", "january", "in_force"],
        language: ["fr", "en"],
    };
    for (const [key, words] of Object.entries(choices)) if (d.chance(45)) lines.push(`${key} ${d.pick(words)}`);
    if (d.chance(10)) lines.push(`known_on ${iso(day + d.below(300) - 150)}`);
    if (d.chance(5)) lines.push("document none");
    else if (d.chance(60)) {
        for (let n = d.chance(80) ? 1 : d.below(17); n > 0; n--) {
            const dated = d.chance(40) ? around(d, day, 1) : day - d.below(400);
            lines.push(`document ${d.pick(KINDS)} ${iso(Math.min(dated, completed))}`);
        }
    }
    if (d.chance(30)) lines.push(`children ${d.below(d.chance(80) ? 6 : 31)}`);
    else if (d.chance(40)) {
        for (let n = d.below(d.chance(80) ? 5 : 31); n > 0; n--) {
            const born = d.chance(30) ? "-" : iso(Math.min(day, d.chance(50) ? around(d, day, 21) : day - d.below(8000)));
            lines.push(`child ${born}${d.chance(20) ? " shared" : ""}`);
        }
    }
}

function lawful(d) {
    const day = FIRST + d.below(1200), completed = day + (d.chance(20) ? d.below(60) : 0);
    const decided = completed + (d.chance(20) ? d.below(60) : 0);
    const resources = d.chance(30) ? Math.max(0, d.pick(EDGES) + d.below(3) - 1) : d.below(600000);
    const lines = [`requested_on ${iso(day)}`, `department ${d.pick(d.chance(3) ? NOWHERE : DEPARTMENTS)}`, `resources_cents ${resources}`];
    if (completed !== day || d.chance(10)) lines.push(`completed_on ${iso(completed)}`);
    if (decided !== completed || d.chance(10)) lines.push(`decided_on ${iso(decided)}`);
    optional(d, lines, day, completed);
    if (d.chance(15)) {
        for (let n = d.chance(80) ? 1 : d.below(17); n > 0; n--) {
            lines.push(`previous_award ${iso(Math.min(decided, years(decided, 1, d.below(80) - 40)))}`);
        }
    }
    return lines;
}

const VALUES = ["", " ", "-", "0", "-1", "+1", "1.5", "1e3", "31", "99999999999999999999", "-9223372036854775808",
    "9223372036854775808", "2025-02-29", "2024-02-29", "2025-13-01", "1899-12-31", "1949-12-31", "2150-12-31",
    "2199-12-31", "2200-01-01", "2025-1-1", "shared", "none", "NONE", "spouse ", "é", "\u0000", "complaint",
    "complaint none", "2023-11-27", "2023-11-28", "2012-05-01 shared ", "2012-05-01  shared"];

// One thing wrong, or nearly: a reader that forgives too much answers otherwise than its twin.
function broken(d, lines) {
    const at = d.below(lines.length), key = lines[at].split(" ")[0];
    switch (d.below(9)) {
    case 0: lines.splice(at, 1); break;
    case 1: lines.push(lines[at]); break;
    case 2: lines[at] = `${key} ${d.pick(VALUES)}`; break;
    case 3: lines[at] = `${key}_ x`; break;
    case 4: lines[at] = lines[at].replace(" ", d.pick(["", "  ", "\t", "=", "\r"])); break;
    case 5: lines.splice(at, 0, ""); break;
    case 6: lines.push(`${d.pick(["child", "children", "document", "previous_award", "known_on"])} ${d.pick(VALUES)}`); break;
    case 7: lines[at] += d.pick([" ", "\r", "\t", " x", "0"]); break;
    default: lines.push(`requested_on ${d.pick(VALUES)}`);
    }
    return lines;
}

function shuffle(d, lines) {
    for (let i = lines.length - 1; i > 0; i--) {
        const j = d.below(i + 1);
        [lines[i], lines[j]] = [lines[j], lines[i]];
    }
}

// A request known in part: some questions answered, some unsure, some not asked yet.
function interview(d) {
    const day = FIRST + d.below(1200), lines = [`requested_on ${iso(day)}`];
    const sum = () => (d.chance(50) ? d.pick(EDGES) : d.below(600000)), paper = () => d.pick(KINDS);
    const answers = {
        who: ["partner", "partner", "other", "child_only"],
        residence: ["regular", "regular", "irregular", "tourist_visa", "unknown"],
        award: ["no", "no", "yes", iso(around(d, day, 1))],
        children: [String(d.below(d.chance(80) ? 5 : 32))],
        resources: [String(sum()), [sum(), sum()].sort((a, b) => a - b).join(" ")],
        department: [d.pick(d.chance(3) ? NOWHERE : DEPARTMENTS)],
        document: ["none", paper(), `${paper()} ${iso(around(d, day, 1))}`, `${paper()} ${iso(day - d.below(300))}`],
        beneficiary_of: ["caf", "msa", "none"],
    };
    if (d.chance(50)) lines.push(`language ${d.pick(["fr", "en"])}`);
    const all = d.chance(40);
    for (const [key, words] of Object.entries(answers)) {
        if (all || d.chance(60)) lines.push(`${key} ${d.chance(15) ? "unsure" : d.pick(words)}`);
    }
    return lines;
}

// The bytes of one question.
export function question(d) {
    const part = d.chance(12), lines = part ? interview(d) : lawful(d);
    if (d.chance(50)) shuffle(d, lines);
    if (part) lines.unshift("interview");
    for (let n = d.chance(25) ? 1 + d.below(2) : 0; n > 0 && lines.length > 0; n--) broken(d, lines);
    const bytes = new TextEncoder().encode(lines.join("\n") + (d.chance(2) ? "" : "\n"));
    for (let n = d.chance(4) ? 1 + d.below(4) : 0; n > 0 && bytes.length > 0; n--) bytes[d.below(bytes.length)] = d.below(256);
    return d.chance(1) ? bytes.slice(0, d.below(bytes.length + 1)) : bytes;
}
