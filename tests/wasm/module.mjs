// Loads the module the way a page does, with no import object, and asks it questions.
import { readFileSync } from "node:fs";

export const EXPORTS = ["memory", "abri_input", "abri_assess", "abri_output"];
export const QUESTION_MAX = 8192;

export function load(path) {
    const module = new WebAssembly.Module(readFileSync(path));
    const imports = WebAssembly.Module.imports(module);
    if (imports.length > 0) {
        throw new Error(`the module imports ${imports.map((i) => `${i.module}.${i.name}`).join(", ")}`);
    }
    return module;
}

export function start(module) {
    const law = new WebAssembly.Instance(module).exports;
    return {
        law,
        // Bytes to bytes; null when the module refuses the length.
        ask(question) {
            if (question.length > QUESTION_MAX) return null;
            new Uint8Array(law.memory.buffer).set(question, law.abri_input());
            const length = law.abri_assess(question.length);
            if (length === 0) return null;
            return new Uint8Array(law.memory.buffer).slice(law.abri_output(), law.abri_output() + length);
        },
    };
}

// Counts claims; end() prints the line that ./test adds up and sets the exit code.
export function claims() {
    let passed = 0;
    const failures = [];
    return {
        that(claim, holds, details = "") {
            if (holds) passed++;
            else failures.push(details === "" ? claim : `${claim}: ${details}`);
        },
        end() {
            for (const failure of failures.slice(0, 20)) console.log(`FAILED ${failure}`);
            console.log(`${passed} passed, ${failures.length} failed`);
            process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
        },
    };
}
