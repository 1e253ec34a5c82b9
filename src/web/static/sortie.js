// Leaves at once: the exit button, or Shift three times within two seconds, no other key between.
// A module script; <form data-exit="https://..." method="post"> works without it.
const form = document.querySelector("form[data-exit]");
let times = [];

function leave() {
    const body = new URLSearchParams(new FormData(form)), white = document.createElement("div");
    white.style.cssText = "position:fixed;inset:0;background:#fff;z-index:99999";
    document.body.replaceChildren(white); // the forms go too
    document.title = "\u200b";
    fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => {});
    location.replace(form.dataset.exit);
}

form?.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
});
if (form) addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    times = key === "Shift" ? [...times.filter((t) => timeStamp - t < 2000), timeStamp] : [];
    if (times.length > 2) leave();
});
