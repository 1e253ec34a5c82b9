// Somebody comes in: one click, or three Shifts, and another site is there; Back shows no word of this one (T01, T02). And
// what no page may promise (T03), and that a request makes nothing go out (T04). On every journey of journeys.mjs.
import { existsSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { gunzipSync } from 'node:zlib'
import { call, check, equal, scratch } from '../lib.mjs'
import { ask, cookiesLeft, elsewhere, house, launch, open, person, visit } from './browser.mjs'
import { hers, journeys, matter, places } from './journeys.mjs'

// Back may replace what it shows: wait until it stays. The answer to a form is not shown again: the browser says that it
// would have to be sent once more, on a page of its own.
async function shown(page) {
  await page.waitForFunction(away => [away, 'about:blank'].includes(location.href) || location.protocol === 'chrome-error:', elsewhere)
    .catch(() => {}) // then what stays is looked at
  return page.locator('html').evaluate(html => document.title + ' ' + html.innerText)
}

export default async function exit(browser) {
  const server = await house('--demo')
  // a telephone, a large screen, and a large screen at 400 %
  await Promise.all(Object.entries({ 320: [320, 568], 1920: [1920, 1080], '1280 at 400 %': [320, 256] })
    .map(([name, [width, height]]) => inSight(browser, server.url, name, { width, height })))
  for (const name of Object.keys(journeys)) await leaves(browser, server.url, name, page => page.click('#sortie'), name === 'request' ? 10 : 3)
  await leaves(browser, server.url, 'simulate', async page => {
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift')
    page.keyboard.press('Shift').catch(() => {}) // the page may be gone before it can say that it heard
  }, 10)
  await atOnce(browser, server.url)
  await notByTyping(browser, server.url)
  for (const name of Object.keys(journeys)) await withoutScript(browser, server.url, name)
  await server.stop()
}

// What stays afterwards, what no page promises, and that nothing goes out meanwhile.
export async function traces() {
  const server = await house('--demo')
  await promises(server.url)
  await server.stop()
  await profile()
  await haste()
  await silence()
  await keptWhole()
}

// Every page of the public: the first thing the keyboard reaches, in sight at the top and at the bottom.
async function inSight(browser, url, size, viewport) {
  const her = await visit(browser, { viewport })
  const { page } = her
  const states = { ...Object.fromEntries(places.map(path => [path, () => page.goto(url + path)])),
    ...size === '320' ? journeys : { simulate: journeys.simulate, help: journeys.help } }
  for (const [name, go] of Object.entries(states)) {
    await go(page, url, true)
    if (!await page.locator('.errors').count()) { // there the summary has the focus
      const first = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')][0].id)
      equal(`T01: ${size}, ${name}: the first in the page`, first, 'sortie')
      if (!(name in journeys)) {
        await page.keyboard.press('Tab')
        equal(`T01: ${size}, ${name}: the exit is the first stop`, await page.evaluate(() => document.activeElement.id), 'sortie')
      }
    }
    for (const to of ['top', 'bottom']) {
      await page.evaluate(to => scrollTo({ top: to === 'top' ? 0 : document.body.scrollHeight, behavior: 'instant' }), to)
      const found = await page.evaluate(() => {
        const box = document.getElementById('sortie').getBoundingClientRect()
        const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        return [box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth, over?.id, box.height >= 44 && box.width >= 44]
      })
      equal(`T01: ${size}, ${name}: the exit in sight at the ${to}`, found, [true, 'sortie', true])
    }
  }
  await her.close()
}

async function leaves(browser, url, journey, leave, times) {
  const her = await visit(browser)
  const { page } = her
  await page.goto(`${url}/aide`)
  await journeys[journey](page, url, true)
  const told = page.waitForRequest(r => r.method() === 'POST' && r.url() === `${url}/quitter`)
  await leave(page)
  check(`T01: ${journey}: elsewhere`, /Ailleurs/.test(await shown(page)))
  await told
  await back(page, times, journey)
  await page.goForward({ timeout: 5000 }).catch(() => {})
  const seen = await shown(page)
  check(`T02: ${journey}: Forward shows nothing`, !matter.test(seen), seen)
  equal(`T02: ${journey}: no cookie is left`, (await cookiesLeft(page)).length, 0)
  await her.close()
}

// As far Back as one likes: the other site, then what was there before this one.
async function back(page, times, journey) {
  for (let i = 1; i <= times; i++) {
    await page.goBack().catch(() => {}) // replaced while it comes
    const seen = await shown(page)
    check(`T02: ${journey}: Back ${i} shows nothing`, !matter.test(seen), seen)
  }
}

// The page is white before the browser does anything else: in the very turn of the click.
async function atOnce(browser, url) {
  const her = await visit(browser)
  for (const name of ['simulate', 'request', 'help']) {
    await journeys[name](her.page, url, true)
    const left = await her.page.evaluate(() => {
      document.getElementById('sortie').click()
      return [document.body.innerText.trim(), document.forms.length, document.title.trim()]
    })
    equal(`T01: ${name}: white in the turn of the click`, left, ['', 0, '\u200b'])
    await her.page.waitForURL(elsewhere)
  }
  await her.close()
}

// Shift is for capitals too: other keys between, or a key held down, leave nothing.
async function notByTyping(browser, url) {
  const her = await visit(browser)
  await her.page.goto(`${url}/aide`)
  await her.page.locator('#ou').pressSequentially('E')
  for (const key of ['Shift', 'X', 'Shift', 'Shift', 'E', 'Shift']) await her.page.keyboard.press(key)
  equal('capitals stay', [her.page.url(), await her.page.inputValue('#ou')], [`${url}/aide`, 'EXE'])
  await her.page.goto(`${url}/securite`)
  await her.page.goBack()
  equal('Back within the site is Back', her.page.url(), `${url}/aide`)
  await her.close()
}

async function withoutScript(browser, url, journey) {
  const her = await visit(browser, { javaScriptEnabled: false })
  const { page } = her
  await journeys[journey](page, url, false)
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  check(`without JavaScript, ${journey}: through the server`, her.requests.some(r => r.url() === `${url}/quitter` && r.method() === 'GET'))
  // the page may come again from the server, empty: nothing of hers is in it, an answer to a form is not shown again
  for (let i = 0; i < 2; i++) {
    await page.goBack({ timeout: 5000 }).catch(() => {})
    const text = await page.content().catch(() => '')
    check(`without JavaScript, ${journey}: nothing of hers comes back`, !hers.some(word => text.includes(word)), page.url())
    const fields = await page.locator('input:not([type=hidden]):not([type=image]), textarea').evaluateAll(all => all.map(f => f.type === 'checkbox' || f.type === 'radio' ? '' : f.value).join(''))
    check(`without JavaScript, ${journey}: no field is filled with it`, !hers.some(word => fields.includes(word)), fields)
  }
  const left = await call(url, 'GET', '/quitter')
  equal('T02: without JavaScript: what is kept is cleared', [left.status, left.headers.get('clear-site-data')], [303, '"cache", "cookies", "storage"'])
  await her.close()
}

// The same where the browser keeps whole pages for Back.
async function keptWhole() {
  const server = await house('--demo')
  const browser = await open({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  for (const name of ['simulate', 'help', 'followed']) {
    const page = await browser.newPage()
    await page.goto(`${server.url}/securite`)
    await journeys[name](page, server.url, true)
    await page.click('#sortie')
    await page.waitForURL(elsewhere)
    await back(page, 3, `${name}, kept whole`)
    await page.close()
  }
  await browser.close()
  await server.stop()
}

// After the exit and the end of the browser its whole profile is searched: history, caches, cookies, storage, autofill,
// the pages it foresees, the session it would open again. Then it is opened again as after a crash.
async function profile() {
  const server = await house('--demo')
  const folder = mkdtempSync(join(scratch, 'profile-'))
  const options = launch({ locale: 'fr-FR' })
  let context = await chromium.launchPersistentContext(folder, options)
  const page = context.pages()[0] ?? await context.newPage()
  await page.goto(`${server.url}/securite`)
  const addresses = new Set()
  page.on('framenavigated', frame => { if (frame === page.mainFrame()) addresses.add(frame.url().replace(server.url, '')) })
  for (const go of Object.values(journeys)) await go(page, server.url, true)
  equal('T02: whatever she does, the history has the same few addresses, and no answer in them', [...addresses].map(a => a.replace('?l=fr', ''))
    .filter(a => !['/simulateur', '/demande', '/suivi', '/aide', '/securite', '/vos-donnees', '/bureau', '/nulle-part'].includes(a)), [])
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  equal('T02: nothing stored for the site', (await cookiesLeft(page)).length, 0)
  // what the browser would offer for the same fields
  const again = await context.newPage()
  await again.goto(`${server.url}/aide`)
  await again.evaluate(() => addEventListener('submit', event => event.preventDefault())) // Enter is for what is offered
  await again.locator('#ou').click()
  await again.keyboard.press('ArrowDown')
  await again.keyboard.press('ArrowDown')
  await again.keyboard.press('Enter')
  const offered = await again.inputValue('#ou')
  check('T02: autofill offers nothing of hers', !hers.some(word => offered.includes(word)), offered)
  equal('T02: no storage of any kind', await again.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker?.getRegistrations?.() ?? []).length, document.cookie]), [0, 0, 0, 0, 0, ''])
  await again.close()
  await context.close()
  equal('T02: the profile holds no word of what was typed or told', searched(folder), [])
  // Opened again with the tabs it had.
  context = await chromium.launchPersistentContext(folder, { ...options, args: [...options.args, '--restore-last-session', '--hide-crash-restore-bubble'] })
  for (const tab of context.pages()) {
    await tab.waitForLoadState('load').catch(() => {})
    const text = await tab.locator('html').evaluate(html => document.title + ' ' + html.innerText).catch(() => '')
    check('T02: a tab opened again shows nothing', !matter.test(text), text.slice(0, 200))
    for (let i = 0; i < 3; i++) {
      await tab.goBack({ timeout: 5000 }).catch(() => {})
      const seen = await tab.locator('html').evaluate(html => html.innerText).catch(() => '')
      check('T02: nor does Back in it show anything of hers', !hers.some(word => seen.includes(word)), seen.slice(0, 200))
    }
  }
  await context.close()
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
}

// The browser closed in haste, without the exit: its cache holds no page of hers, for none may be kept.
async function haste() {
  const server = await house('--demo')
  const folder = mkdtempSync(join(scratch, 'haste-'))
  const context = await chromium.launchPersistentContext(folder, launch({ locale: 'fr-FR' }))
  const page = context.pages()[0] ?? await context.newPage()
  for (const name of ['simulate', 'help', 'followed']) await journeys[name](page, server.url, true)
  // Once it has kept what it may keep, a page of hers would be there too.
  const cache = join(folder, 'Default', 'Cache'), kept = () => existsSync(cache) && holds(cache, '/static/s.css')
  for (const until = Date.now() + 60000; !kept() && Date.now() < until;) await page.waitForTimeout(100)
  await context.close()
  if (check('T02: the browser closed in haste has a cache', kept())) equal('T02: a browser closed in haste has kept no page of hers', searched(cache), [])
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
}

function holds(folder, word) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .some(entry => entry.isFile() && readFileSync(join(entry.parentPath ?? entry.path, entry.name)).includes(word))
}

// Words in every file of the profile, as they are, in UTF-16, and in what a cache keeps compressed.
function searched(folder) {
  const found = [], told = ['Organisme compétent', 'conjoint violent', 'Violences Femmes Info']
  const forms = [...hers, ...told].flatMap(word => [[word, Buffer.from(word)], [word, Buffer.from(word, 'utf16le')], [word, Buffer.from(encodeURIComponent(word))]])
  const look = (bytes, path) => {
    for (const [word, form] of forms) if (bytes.includes(form)) found.push(`${word} in ${path}`)
  }
  const search = at => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) search(path)
      else if (entry.isFile()) {
        const bytes = readFileSync(path), name = path.slice(folder.length)
        look(bytes, name)
        for (let i = bytes.indexOf('1f8b08', 0, 'hex'); i >= 0; i = bytes.indexOf('1f8b08', i + 1, 'hex')) {
          try { look(gunzipSync(bytes.subarray(i), { finishFlush: 2 }), `${name}, unpacked`) } catch { /* no gzip after all */ }
        }
        if (/Cache/.test(path) && /\/(simulateur|demande|suivi|aide|securite)(?!\.js)/.test(bytes.toString('latin1'))) found.push(`a page in ${name}`)
      }
    }
  }
  search(folder)
  return found
}

// Spyware sees everything: no page says that nobody can, and the safety page says what this site cannot do; every page
// leads to it.
async function promises(url) {
  const promise = /aucune trace|sans (laisser de )?traces?|invisible|indétectable|personne ne (peut|pourra) (voir|savoir)|totalement (sûr|anonyme)|100 ?%|no trace|untraceable|undetectable|nobody can see|completely (safe|anonymous)/i
  for (const l of ['fr', 'en']) {
    for (const path of ['/simulateur', '/demande', '/suivi', '/aide', '/securite', '/bureau']) {
      const { text } = await call(url, 'GET', `${path}?l=${l}`)
      check(`T03: ${path} in ${l} promises no invisibility`, !promise.test(text), text.match(promise)?.[0])
      check(`T03: ${path} in ${l} leads to what this site cannot do`, text.includes(`href="/securite?l=${l}"`) || path === '/securite')
    }
  }
  for (const path of ['/demande', '/suivi']) { // before the first sensitive question
    const { text } = await call(url, 'GET', `${path}?l=fr`)
    const main = text.slice(text.indexOf('<main'))
    check(`T03: ${path} leads there before it asks`, main.indexOf('/securite') > 0 && main.indexOf('/securite') < main.indexOf('<form'))
  }
  const { text } = await call(url, 'GET', '/securite?l=fr')
  for (const word of ['historique', 'logiciel espion', 'compte Google', 'facture', 'capture', 'FranceConnect', 'trois fois la touche'])
    check(`T03: the safety page speaks of: ${word}`, text.includes(word))
  check('T03: and advises another device', /appareil que l(&#39;|')autre personne ne connaît pas/.test(text))
  check('T03: and how to delete only some of the history', /seulement les lignes de ce site/.test(text))
}

// A whole request: the browser speaks with the server alone, and the server with nobody. Not one message leaves.
async function silence() {
  const server = await house()
  const browser = await open()
  const her = await visit(browser)
  await her.page.goto(`${server.url}/simulateur`)
  await ask(her.page, server.url, person())
  check('T04: the request is received', server.files() === 1)
  equal('T04: the browser asked nobody else', her.requests.map(r => new URL(r.url()).origin).filter(o => o !== server.url), [])
  const listens = Number(new URL(server.url).port), has = connections(server.child.pid)
  check('T04: the server listens', has.includes(listens))
  equal('T04: and called nobody', has.filter(port => port !== listens), [])
  await browser.close()
  await server.stop()
}
// The ports at our end of every TCP and UDP socket of a process and its children.
function connections(parent) {
  const inodes = new Set()
  for (const pid of readdirSync('/proc').filter(n => /^\d+$/.test(n))) {
    try {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ')
      if (Number(pid) !== parent && Number(status[1]) !== parent && Number(status[2]) !== parent) continue
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        const inode = readlinkSync(`/proc/${pid}/fd/${fd}`).match(/^socket:\[(\d+)\]$/)
        if (inode) inodes.add(inode[1])
      }
    } catch { /* gone meanwhile */ }
  }
  const ports = []
  for (const table of ['tcp', 'tcp6', 'udp', 'udp6']) {
    for (const line of readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1)) {
      const words = line.trim().split(/\s+/)
      if (words.length > 9 && inodes.has(words[9])) ports.push(Number.parseInt(words[1].split(':')[1], 16))
    }
  }
  return ports
}
