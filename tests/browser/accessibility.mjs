// Every page in every state, narrow and wide, light and dark, in French and in English: axe-core finds nothing, nothing
// scrolls sideways, titles say nothing.
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'
import { check, equal } from '../lib.mjs'
import { enter, fill, house, openSimulator, outcomes, person, send, situation, visit } from './browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.argv.includes('--shots') ? fileURLToPath(new URL('shots/', import.meta.url)) : null
const named = /aide d|violen|conjug|victim|urgence|abuse|emergency|EXEMPLE/i

// In the dark the page is the same but for its colours.
const rules = { light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

export async function publicPages(browser) {
  const server = await house()
  for (const language of ['fr', 'en']) {
    const her = await visit(browser)
    const { page } = her, at = path => page.goto(`${server.url}${path}?l=${language}`)
    const look = name => examine(her, name, language)
    await at('/simulateur')
    await look('simulateur')
    await openSimulator(page, `${server.url}/simulateur?l=${language}`)
    await fill(page, situation)
    await page.waitForFunction(() => document.querySelectorAll('#resultat li').length > 3)
    await look('simulateur-here')
    for (const [name, answers] of Object.entries({ ...outcomes, fault: { resources: 'beaucoup' } })) {
      await at('/simulateur')
      await fill(page, { ...situation, ...answers })
      const answer = page.waitForResponse(r => r.request().method() === 'POST')
      await page.locator('main form').evaluate(form => form.submit()) // past the script
      await (await answer).finished()
      await page.waitForSelector('.answer, .errors')
      await look(`simulateur-${name}`)
    }
    await at('/demande')
    await look('demande')
    await fill(page, { ...person(), iban: 'FR00' })
    await send(page)
    await look('demande-fault')
    await fill(page, { iban: person().iban })
    await send(page)
    await look('receipt')
    await at('/demande')
    const { document_kind, document_dated, iban, repay_if_loan, ...others } = person()
    await fill(page, { ...others, document_kind: '' })
    await send(page)
    await look('receipt-missing')
    for (const path of ['suivi', 'aide', 'nulle-part', 'bureau']) {
      await at(`/${path}`)
      await look(path)
    }
    await her.close()
  }
  await server.stop()
}

export async function officePages(browser) {
  for (const language of ['fr', 'en']) {
    const server = await house('--demo')
    const agent = await visit(browser, { locale: language === 'fr' ? 'fr-FR' : 'en-GB' })
    const { page } = agent, at = path => page.goto(`${server.url}${path}?l=${language}`)
    const look = name => examine(agent, name, language)
    const button = language === 'fr' ? { grant: 'Accorder', order: 'Ordonner le paiement' } : { grant: 'Grant', order: 'Order the payment' }
    const act = async name => {
      await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button[name], exact: true }).click()])
      equal(`the language stays after ${name}`, await page.getAttribute('html', 'lang'), language)
    }
    await enter(page, server.url, 'demo-instruction', 'non')
    await look('entrer-refused')
    await enter(page, server.url, 'demo-instruction')
    await at('/bureau')
    await look('queue')
    const files = [...new Set((await page.locator('.queue tbody td:nth-child(2)').allInnerTexts()).map(t => t.match(/[\d-]{14}/)[0]))]
    let decided = null
    for (const file of files) {
      await at(`/bureau/dossier/${file}`)
      if (file === files[0]) await look('file-closed')
      await Promise.all([page.waitForNavigation(), page.locator('form[action*=prendre] button').click()])
      const kind = await page.evaluate(() => [...document.querySelectorAll('.acts [name=do]')].map(b => b.value).join('-') || 'nothing')
      for (const box of await page.locator('[type=checkbox]').all()) await box.check()
      await Promise.all([page.waitForNavigation(), page.locator('form[action*=montrer] button').click()])
      await look(`file-${kind}`)
      const journal = await page.locator('.timeline').innerText()
      check(`file-${kind}: its journal in ${language}`, /demande reçue/.test(journal) === (language === 'fr'), journal)
      if (!decided && /grant/.test(kind) && (await page.locator('main').innerText()).includes('Camille')) {
        await act('grant')
        await look('file-granted')
        decided = file
      }
    }
    check('a file to grant', decided)
    await at('/bureau/dossier/100000000000')
    await look('refused')
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-paiement')
    await at('/bureau/paiements')
    await look('payments-none')
    await at(`/bureau/dossier/${decided}`)
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=prendre] button').click()])
    await act('order')
    await look('file-ordered')
    await at('/bureau/paiements')
    await send(page)
    await look('payments')
    await at(`/bureau/dossier/${files.find(f => f !== decided)}`)
    await fill(page, { reason: 'la personne est au guichet' })
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=ouvrir] button').click()])
    await look('file-opened')
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-encadrement')
    await at('/bureau')
    await look('queue-notices')
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=avis] button').first().click()])
    await look('notice')
    check('the reason', (await page.locator('main').innerText()).includes('la personne est au guichet'))
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-audit')
    await at('/bureau/lectures')
    await look('reads')
    check('who read', (await page.locator('main').innerText()).includes('demo-instruction'))
    await fill(page, { file: decided, day: '2020-01-01' })
    await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()])
    check('nothing of the search in the address', !page.url().includes(decided) && !page.url().includes('2020'))
    await look('reads-none')
    await agent.close()
    await server.stop()
  }
}

async function examine({ page, complaints }, name, language) {
  const what = `${name}, ${language}`
  equal(`${what}: no complaint`, complaints.splice(0), [])
  const title = await page.title()
  check(`${what}: a neutral title`, title && !named.test(title), title)
  equal(`${what}: its frame`, await page.evaluate(() => [document.documentElement.lang,
    ...['h1', 'main', 'title', 'meta[name=viewport]'].map(s => document.querySelectorAll(s).length)]), [language, 1, 1, 1, 1])
  await page.evaluate(axe)
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    equal(`${what}, ${width}: nothing sideways`, await page.evaluate(() => document.documentElement.scrollWidth), width)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const wrong = await page.evaluate(async runOnly => (await globalThis.axe.run({ runOnly, resultTypes: ['violations'] }))
        .violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`), rules[colorScheme])
      equal(`${what}, ${width}, ${colorScheme}: axe`, wrong, [])
      if (shots && (colorScheme === 'light' || width === 1280)) await picture(page, `${name}-${language}-${width}-${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

async function picture(page, name) {
  mkdirSync(shots, { recursive: true })
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
}
