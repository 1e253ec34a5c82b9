// Says a minute before a session ends by itself that it does; going on loses nothing of what is typed.
// Without it, the page leads to one that says so.
const banner = document.querySelector("[data-veille]");
let timer;

function watch() {
    clearTimeout(timer);
    banner.hidden = true;
    timer = setTimeout(() => { banner.hidden = false; }, Number(banner.dataset.veille) * 1000);
}

banner?.querySelector("a").addEventListener("click", async (event) => {
    event.preventDefault();
    const goes = await fetch("/bureau/veille", { method: "POST", redirect: "manual" }).catch(() => null);
    if (goes?.status === 204) watch();
});
if (banner) watch();
