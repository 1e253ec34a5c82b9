// Somebody comes in: one click, or three Shifts, and another site is there; Back shows no word of this one.
import { call, check, equal } from '../lib.mjs'
import { elsewhere, fill, house, open, openSimulator, person, send, situation, visit } from './browser.mjs'

const words = /aide|violen|conjug|victim|demande|ressources|montant|organisme|dossier|3919|exemple|camille/i
// Back may replace what it shows: wait until it stays.
async function shown(page, settled) {
  await page.waitForURL(settled)
  return page.locator('html').evaluate(html => document.title + ' ' + html.innerText)
}

export default async function exit(browser) {
  const server = await house('--demo')
  await inSight(browser, server.url)
  await leaves(browser, server.url, page => page.click('#sortie'))
  await leaves(browser, server.url, async page => {
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift')
    page.keyboard.press('Shift').catch(() => {}) // the page may be gone before it can say that it heard
  })
  await notByTyping(browser, server.url)
  await withoutScript(browser, server.url)
  await server.stop()
  await keptWhole()
}

// Every page of the public, narrow: the first thing the keyboard reaches, in sight at the top and at the bottom.
async function inSight(browser, url) {
  const her = await visit(browser, { viewport: { width: 320, height: 568 } })
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
      equal(`${name}: the exit is the first stop`, await page.evaluate(() => document.activeElement.id), 'sortie')
    }
    equal(`${name}: and the first in the page`, await page.evaluate(() => document.querySelector('a, button, input, select, [tabindex="0"]').id), 'sortie')
    for (const to of ['top', 'bottom']) {
      await page.evaluate(to => scrollTo({ top: to === 'top' ? 0 : document.body.scrollHeight, behavior: 'instant' }), to)
      const found = await page.evaluate(() => {
        const box = document.getElementById('sortie').getBoundingClientRect()
        const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        return [box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth, over?.id, box.height >= 44 && box.width >= 44]
      })
      equal(`${name}: the exit in sight at the ${to}`, found, [true, 'sortie', true])
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
  check('elsewhere', /Ailleurs/.test(await shown(page, elsewhere)))
  await told
  await back(page, 10)
  await her.close()
}

// As far Back as one likes: the other site, then what was there before this one.
async function back(page, times) {
  for (let i = 1; i <= times; i++) {
    await page.goBack().catch(() => {}) // replaced while it comes
    const seen = await shown(page, url => url.href === elsewhere || url.href === 'about:blank')
    check(`Back ${i} shows nothing`, !words.test(seen), seen)
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
