// Without eyes, without a mouse: whole journeys with the keyboard alone, every page as a screen reader says it, and the same
// words without the style or with wider letters.
import { check, equal } from '../lib.mjs'
import { enter, fill, house, openSimulator, said, send, situation, visit } from './browser.mjs'
import { journeys } from './journeys.mjs'

const STOPS_MAX = 160

// Tab until a stop is what is wanted; each stop can be seen, has an outline, and stands after the one before.
async function tabTo(page, selector, what) {
  for (let i = 0; i < STOPS_MAX; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(selector => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      const box = at.getBoundingClientRect(), style = getComputedStyle(at), before = globalThis.stopBefore // within a date: the same
      globalThis.stopBefore = at
      const follows = !before || !before.isConnected || !!(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING) || before === at
      return { found: at.matches(selector), name: at.name || at.id || at.innerText.slice(0, 30), outline: before === at || style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0, follows }
    }, selector)
    if (!stop) { // past the last one: out of the page, and in again
      await page.evaluate(() => { globalThis.stopBefore = null })
      continue
    }
    if (!stop.outline || !stop.inView || !stop.follows) check(`${what}: the stop at ${stop.name} is seen, outlined and in order`, false, JSON.stringify(stop))
    if (stop.found) return true
  }
  return check(`${what}: ${selector} can be reached`, false)
}

// Answers the field that has the focus, as fingers do.
async function type(page, name, value) {
  const kind = await page.evaluate(() => document.activeElement.tagName === 'SELECT' ? 'select' : document.activeElement.type)
  if (kind === 'select') {
    for (let i = 0; i < 200 && await page.evaluate(() => document.activeElement.value) !== value; i++) await page.keyboard.press(i === 0 ? 'Home' : 'ArrowDown')
  } else if (kind === 'radio') {
    for (let i = 0; i < 20 && !await page.evaluate(([name, value]) => document.querySelector(`[name="${name}"][value="${value}"]`).checked, [name, value]); i++) await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown')
  } else if (kind === 'checkbox') await page.keyboard.press('Space')
  else if (kind === 'date') { // Debian's Chromium, without a language of its own, asks for the month first
    const [year, month, day] = value.split('-')
    await page.keyboard.type(month + day + year)
  }
  else {
    await page.keyboard.press('Control+A')
    await page.keyboard.type(value)
  }
}

export async function keyboard(browser) {
  const server = await house()
  const her = await visit(browser)
  const { page } = her
  // help: the exit first, the way past second, then her town and its answer, then a département from the list that opens
  await page.goto(`${server.url}/aide`)
  await page.keyboard.press('Tab')
  equal('keyboard: the exit first', await page.evaluate(() => document.activeElement.id), 'sortie')
  await page.keyboard.press('Tab')
  equal('keyboard: then the way to the content', await page.evaluate(() => document.activeElement.getAttribute('href')), '#contenu')
  await page.keyboard.press('Enter')
  await tabTo(page, '#ou', 'help')
  await page.keyboard.type('Lille')
  await Promise.all([page.waitForURL(/aide\?l=/), page.keyboard.press('Enter')])
  check('keyboard: the help of Lille', (await said(page)).includes('Lille (Nord, 59)'))
  await page.goto(`${server.url}/aide`)
  await tabTo(page, '.map summary', 'help')
  await page.keyboard.press('Enter')
  await tabTo(page, '[name=departement][value="971"]', 'help')
  await Promise.all([page.waitForURL(/aide\?l=/), page.keyboard.press('Enter')])
  check('keyboard: the help of the Guadeloupe', (await said(page)).includes('Guadeloupe (971)'))
  // nothing holds the focus
  await page.goto(`${server.url}/securite`)
  let out = false
  for (let i = 0; i < STOPS_MAX && !out; i++) {
    await page.keyboard.press('Tab')
    out = i > 3 && await page.evaluate(() => document.activeElement === document.body || document.activeElement.id === 'sortie')
  }
  check('keyboard: the last stop is left', out)
  // simulate, here and through the server
  await openSimulator(page, `${server.url}/simulateur`)
  const fields = await page.locator('main form [name]').evaluateAll(all => [...new Set(all.filter(f => f.type !== 'hidden' && f.checkVisibility()).map(f => f.name))])
  for (const name of fields.filter(name => name in situation)) {
    await tabTo(page, `[name="${name}"]`, 'simulate')
    await type(page, name, situation[name])
  }
  for (const name of fields.filter(name => name in situation)) {
    const value = await page.evaluate(name => new FormData(document.querySelector('main form')).get(name), name)
    equal(`keyboard: ${name} as it was typed`, value, situation[name])
  }
  await her.close()
  await server.stop()
}

// Every journey's end as it is read aloud: what it is, its name, nothing unnamed, nothing said twice in one breath.
export async function tree(browser) {
  const server = await house('--demo')
  const her = await visit(browser)
  const { page } = her
  for (const [name, go] of Object.entries(journeys)) {
    await go(page, server.url, true)
    const heard = await page.locator('body').ariaSnapshot()
    const lines = heard.split('\n').map(line => line.trim())
    check(`tree: ${name}: the exit is read first`, /Quitter vite/.test(lines.slice(0, 4).join(' ')), lines.slice(0, 4).join(' '))
    for (const part of ['navigation', 'main', 'contentinfo']) check(`tree: ${name}: ${part}`, lines.some(line => line.startsWith(`- ${part}`)), heard.slice(0, 300))
    equal(`tree: ${name}: one title`, lines.filter(line => /^- heading .*\[level=1\]/.test(line)).length, 1)
    const nameless = lines.filter(line => /^- (link|button|textbox|combobox|checkbox|radio|spinbutton|group|radiogroup|img|image)( \[.*\])?:?$/.test(line) && !/^- (link|group):$/.test(line))
    equal(`tree: ${name}: everything one acts on has a name`, nameless, [])
    const vague = lines.filter(line => /^- (link|button) "(ici|cliquez ici|lire la suite|en savoir plus|suite|ok|here|more)"/i.test(line))
    equal(`tree: ${name}: a name that says where it leads`, vague, [])
    check(`tree: ${name}: no text points at the screen`, !/ci-contre|à droite de l'écran|en rouge|le bouton vert/i.test(heard))
  }
  await page.goto(`${server.url}/aide`)
  const help = await page.locator('main').ariaSnapshot()
  equal('tree: the drawing is read once', help.match(/Carte des départements/g)?.length, 1)
  check('tree: and leads to the list', /La liste qui suit donne les mêmes/.test(help))
  check('tree: numbers are read as links', /link "3919"/.test(help))
  await page.goto(`${server.url}/aide?l=ar`)
  equal('tree: Arabic is read as Arabic, the right way', await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl'])
  await her.close()
  await server.stop()
}

// The words without the sheet are the same and in the same order; wider lines, letters and words hide nothing.
export async function plain(browser) {
  const server = await house()
  const her = await visit(browser, { viewport: { width: 320, height: 640 } })
  const { page } = her
  for (const path of ['/aide', '/securite', '/simulateur', '/demande', '/suivi', '/accessibilite']) {
    await page.goto(server.url + path)
    const shown = await page.evaluate(() => { // in one piece: the simulator's script may be answering
      const sheet = document.styleSheets[0], words = () => document.querySelector('main').innerText.replace(/\s+/g, '')
      const rule = sheet.insertRule('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }', sheet.cssRules.length)
      document.querySelectorAll('main p').forEach(p => { p.style.marginBlockEnd = '2em' })
      const cut = [...document.querySelectorAll('main p, main li, main label, main button, main h1, main h2, footer p')].filter(e => e.checkVisibility() &&
        (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow !== 'visible' || e.getBoundingClientRect().right > innerWidth + 1)).map(e => e.textContent.slice(0, 40))
      const wide = document.documentElement.scrollWidth
      sheet.deleteRule(rule)
      const dressed = words()
      sheet.disabled = true
      return { cut, wide, first: document.body.firstElementChild.textContent.trim(), dressed, bare: words() }
    })
    equal(`plain: ${path}: wider text hides nothing`, [shown.cut, shown.wide], [[], 320])
    equal(`plain: ${path}: the same words without the sheet`, shown.bare, shown.dressed)
    check(`plain: ${path}: the exit first`, /Quitter vite/.test(shown.first))
  }
  await her.close()
  await server.stop()
}
