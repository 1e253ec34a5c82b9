// Leaves at once: the exit link, or Shift three times within two seconds, no other key between.
// Back from another site leaves again before anything is painted: who presses it after her sees no word of this one.
// A module script; <a id="sortie" data-exit="https://..." href="/quitter"> works without it.
const link = document.getElementById("sortie");
let times = [];

function leave() {
    const white = document.createElement("div");
    white.style.cssText = "position:fixed;inset:0;background:#fff;z-index:99999";
    document.body.replaceChildren(white); // the forms go too
    document.title = "\u200b";
    fetch(link.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    location.replace(link.dataset.exit ?? link.href); // without it, through the server
}

// The answer to a form becomes a plain entry of the history: going back to it asks the server for the page anew, where the
// browser would show a page of its own, of which nothing here learns that one came from elsewhere.
if (link) history.replaceState(null, "");

// Within the site Back is Back; a page the system had put aside (she went to read her account number) may come back.
function returned() {
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    return back && globalThis.navigation?.activation?.from === null && !document.wasDiscarded;
}
if (link && returned()) leave();
if (link) addEventListener("pageshow", ({ persisted }) => {
    if (persisted && globalThis.navigation?.activation?.from === null) leave();
});

link?.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
});
if (link) addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    times = key === "Shift" ? [...times.filter((t) => timeStamp - t < 2000), timeStamp] : [];
    if (times.length > 2) leave();
});
