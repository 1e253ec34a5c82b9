// A page of hers that is left alone closes, one of the request hides what is on it; both say so twenty seconds before. A
// gesture, or the button, goes on, and nothing of what is typed is lost. Without this script the style says and does the same.
const notice = document.querySelector("[data-closing]");
const veil = document.querySelector(".veil");
const lasts = Number(notice?.dataset.closing) * 1000, address = veil ? location.pathname : "/suivi";
let said, closed, told = Date.now();

function close() {
    clearTimeout(said);
    clearTimeout(closed);
    if (veil) {
        notice.hidden = true;
        veil.hidden = false;
        veil.querySelector("button").focus();
        return;
    }
    document.body.replaceChildren();
    location.replace(address);
}

function watch() {
    clearTimeout(said);
    clearTimeout(closed);
    notice.hidden = true;
    said = setTimeout(() => { notice.hidden = false; }, lasts - 20000);
    closed = setTimeout(close, lasts);
}

async function stay() {
    told = Date.now();
    const csrf = document.querySelector("[name=csrf]")?.value ?? "";
    const body = new URLSearchParams({ [veil ? "faire" : "do"]: "rester", csrf });
    const goes = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (goes?.status === 204) watch();
    else if (goes) close();
}

notice?.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    stay();
});
// The server is told of gestures once a minute at most. What is hidden already is shown again by its button alone.
for (const gesture of ["keydown", "pointerdown", "input"]) {
    if (notice) addEventListener(gesture, () => { if (Date.now() - told > 60000 && veil?.hidden !== false) stay(); });
}
if (notice) {
    document.documentElement.classList.add("watched");
    if (veil) veil.hidden = true;
    watch();
}
