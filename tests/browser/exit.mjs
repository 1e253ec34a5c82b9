// Somebody comes in: one click, or three Shifts, and another site is there; Back shows no word of this one (T01, T02). And
// what no page may promise (T03), and that a request makes nothing go out (T04).
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { call, check, equal, scratch } from '../lib.mjs'
import { elsewhere, fill, house, launch, open, openSimulator, person, send, situation, visit } from './browser.mjs'

const words = /aide|violen|conjug|victim|demande|ressources|montant|organisme|dossier|3919|exemple|camille/i
// Back may replace what it shows: wait until it stays.
async function shown(page, settled) {
  await page.waitForURL(settled)
  return page.locator('html').evaluate(html => document.title + ' ' + html.innerText)
}

export default async function exit(browser) {
  const server = await house('--demo')
  // a telephone, a large screen, and a large screen at 400 %
  for (const [name, size] of Object.entries({ 320: [320, 568], 1920: [1920, 1080], '1280 at 400 %': [320, 256] }))
    await inSight(browser, server.url, name, { width: size[0], height: size[1] })
  await leaves(browser, server.url, page => page.click('#sortie'))
  await leaves(browser, server.url, async page => {
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift')
    page.keyboard.press('Shift').catch(() => {}) // the page may be gone before it can say that it heard
  })
  await notByTyping(browser, server.url)
  await withoutScript(browser, server.url)
  await promises(server.url)
  await server.stop()
  await profile()
  await silence()
  await keptWhole()
}

// Every page of the public: the first thing the keyboard reaches, in sight at the top and at the bottom.
async function inSight(browser, url, size, viewport) {
  const her = await visit(browser, { viewport })
  const { page } = her
  const states = {
    simulateur: () => page.goto(`${url}/simulateur`),
    answer: async () => { await fill(page, situation); await page.locator('main form').evaluate(f => f.submit()); await page.waitForSelector('.answer') },
    demande: () => page.goto(`${url}/demande`),
    fault: async () => { await fill(page, { ...person(), iban: 'FR00' }); await send(page) },
    receipt: async () => { await page.goto(`${url}/demande`); await fill(page, person()); await send(page) },
    suivi: () => page.goto(`${url}/suivi?l=en`),
    aide: () => page.goto(`${url}/aide`),
    bureau: () => page.goto(`${url}/bureau`),
    unknown: () => page.goto(`${url}/nulle-part`),
  }
  for (const [name, go] of Object.entries(states)) {
    await go()
    if (name !== 'fault') { // there the summary has the focus
      await page.keyboard.press('Tab')
      equal(`T01: ${size}, ${name}: the exit is the first stop`, await page.evaluate(() => document.activeElement.id), 'sortie')
    }
    equal(`T01: ${size}, ${name}: and the first in the page`, await page.evaluate(() => document.querySelector('a, button, input, select, [tabindex="0"]').id), 'sortie')
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

async function leaves(browser, url, leave) {
  const her = await visit(browser)
  const { page } = her
  await page.goto(`${url}/aide`)
  await page.goto(`${url}/demande`)
  await fill(page, { family_name: 'EXEMPLE', given_names: 'Camille' })
  await openSimulator(page, `${url}/simulateur?l=fr`)
  await fill(page, situation)
  const told = page.waitForRequest(r => r.method() === 'POST' && r.url() === `${url}/quitter`)
  await leave(page)
  check('T01: elsewhere', /Ailleurs/.test(await shown(page, elsewhere)))
  await told
  await back(page, 10)
  await her.close()
}

// As far Back as one likes: the other site, then what was there before this one.
async function back(page, times) {
  for (let i = 1; i <= times; i++) {
    await page.goBack().catch(() => {}) // replaced while it comes
    const seen = await shown(page, url => url.href === elsewhere || url.href === 'about:blank')
    check(`T02: Back ${i} shows nothing`, !words.test(seen), seen)
  }
}

// Shift is for capitals too: other keys between, or a key held down, leave nothing.
async function notByTyping(browser, url) {
  const her = await visit(browser)
  await her.page.goto(`${url}/demande`)
  await her.page.locator('#family_name').pressSequentially('E')
  for (const key of ['Shift', 'X', 'Shift', 'Shift', 'E', 'Shift']) await her.page.keyboard.press(key)
  equal('capitals stay', [her.page.url(), await her.page.inputValue('#family_name')], [`${url}/demande`, 'EXE'])
  await her.page.goto(`${url}/aide`)
  await her.page.goBack()
  equal('Back within the site is Back', her.page.url(), `${url}/demande`)
  await her.close()
}

async function withoutScript(browser, url) {
  const her = await visit(browser, { javaScriptEnabled: false })
  const { page } = her
  await page.goto(`${url}/demande`)
  await fill(page, { family_name: 'EXEMPLE', given_names: 'Camille' })
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  check('without JavaScript: through the server', her.requests.some(r => r.url() === `${url}/quitter` && r.method() === 'GET'))
  const left = await call(url, 'GET', '/quitter')
  equal('without JavaScript: what is kept is cleared', [left.status, left.headers.get('clear-site-data')], [303, '"cache", "cookies", "storage"'])
  await page.goBack()
  equal('without JavaScript: nothing typed comes back', await page.inputValue('#family_name'), '')
  await her.close()
}

// The same where the browser keeps whole pages for Back.
async function keptWhole() {
  const server = await house()
  const browser = await open({ ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  const page = await browser.newPage()
  await page.goto(`${server.url}/suivi`)
  await page.goto(`${server.url}/simulateur`)
  await fill(page, situation)
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  await back(page, 3)
  await browser.close()
  await server.stop()
}

// After the exit and the end of the browser its whole profile is searched: history, caches, cookies, storage, autofill.
async function profile() {
  const server = await house()
  const folder = mkdtempSync(join(scratch, 'profile-'))
  const options = launch({ locale: 'fr-FR' })
  const context = await chromium.launchPersistentContext(folder, options)
  const page = context.pages()[0] ?? await context.newPage()
  await page.goto(`${server.url}/simulateur`)
  const before = await page.evaluate(() => history.length)
  await fill(page, situation)
  await page.locator('main form').evaluate(f => f.submit())
  await page.waitForSelector('.answer')
  await page.goto(`${server.url}/demande`)
  await fill(page, { family_name: 'MARQUEUR', given_names: 'Zéphyrine', city: 'Villemarqueur' })
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  check('T02: the way here is two entries, not one for each answer', await page.evaluate(() => history.length) <= before + 2)
  equal('T02: nothing stored for the site', (await context.cookies(server.url)).length, 0)
  await context.close()
  const found = []
  const search = at => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) search(path)
      else if (entry.isFile()) {
        const bytes = readFileSync(path)
        for (const word of ['MARQUEUR', 'Zéphyrine', 'Villemarqueur', '71316', 'montant', 'conjoint', 'Organisme compétent'])
          if (bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'))) found.push(`${word} in ${path.slice(folder.length)}`)
        // what a cache keeps may be compressed, its key is not
        if (/Cache/.test(path) && /\/(simulateur|demande)(?!\.js)/.test(bytes.toString('latin1'))) found.push(`a page in ${path.slice(folder.length)}`)
      }
    }
  }
  search(folder)
  equal('T02: the profile holds no word of what was typed or told', found, [])
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
}

// Spyware sees everything: no page says that nobody can, and the help page says what this site cannot do.
async function promises(url) {
  const promise = /aucune trace|sans (laisser de )?traces?|invisible|indétectable|personne ne (peut|pourra) (voir|savoir)|totalement (sûr|anonyme)|100 ?%|no trace|untraceable|undetectable|nobody can see|completely (safe|anonymous)/i
  for (const l of ['fr', 'en']) {
    for (const path of ['/simulateur', '/demande', '/suivi', '/aide', '/bureau']) {
      const { text } = await call(url, 'GET', `${path}?l=${l}`)
      check(`T03: ${path} in ${l} promises no invisibility`, !promise.test(text), text.match(promise)?.[0])
    }
  }
  const { text } = await call(url, 'GET', '/aide?l=fr')
  check('T03: the help page says that the history stays', /l&#39;historique du navigateur peut|l'historique du navigateur peut/.test(text))
  check('T03: and advises another device', /appareil que l(&#39;|')autre personne ne connaît pas/.test(text))
}

// A whole request: the browser speaks with the server alone, and the server with nobody. Not one message leaves.
async function silence() {
  const server = await house()
  const browser = await open()
  const her = await visit(browser)
  await her.page.goto(`${server.url}/simulateur`)
  await her.page.goto(`${server.url}/demande`)
  await fill(her.page, person())
  await send(her.page)
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
