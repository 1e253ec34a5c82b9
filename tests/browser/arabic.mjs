// The request in Arabic, on a telephone, from the first page to the receipt: whole, from right to left, nothing in French
// but what the law says, marked so, and one claim in the end. With JavaScript and without it.
import { check, equal } from '../lib.mjs'
import { ask, house, person, press, visit, backwards } from './browser.mjs'

export default async function requestInArabic(browser) {
  const server = await house()
  for (const javaScriptEnabled of [true, false]) await walk(browser, server, javaScriptEnabled)
  await server.stop()
}

async function walk(browser, server, javaScriptEnabled) {
  const her = await visit(browser, { locale: 'ar', viewport: { width: 320, height: 640 }, javaScriptEnabled })
  const with_ = javaScriptEnabled ? '' : ', without JavaScript'
  const { page } = her, before = server.files()
  const look = async at => {
    const name = at + with_
    equal(`${name}: Arabic, from right to left`, await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir,
      getComputedStyle(document.querySelector('main')).direction]), ['ar', 'rtl', 'rtl'])
    equal(`${name}: no number the other way round`, await backwards(page), [])
    equal(`${name}: nothing sideways`, await page.evaluate(() => document.documentElement.scrollWidth), 320)
    const french = await page.evaluate(() => [...document.querySelectorAll('main *, header *, footer *')]
      .filter(e => !e.closest('[lang=fr]') && [...e.childNodes].some(n => n.nodeType === 3 && /[a-zàâéèêîôûç]{4,} [a-zàâéèêîôûç]{2,} [a-zàâéèêîôûç]{2,}/i.test(n.data)))
      .map(e => e.textContent.trim()))
    equal(`${name}: no sentence in French but where it is marked`, french.filter(f => !/rue de l’Essai|[\u0600-\u06ff]/.test(f)), [])
    equal(`${name}: says that its translation is to be reviewed`, await page.locator('main > p.hint[lang=fr][dir=ltr]').count(), 1)
    check(`${name}: a title in Arabic`, /[\u0600-\u06ff]/.test(await page.title()), await page.title())
  }
  const seen = []
  await ask(page, server.url, person(), 'relire', { onPage: async word => {
    seen.push(word)
    await look(word)
  } })
  check(`every question${with_}: ${seen}`, seen.length >= 11, seen.length)
  await look('relire')
  await press(page, 'aller', 'envoyer')
  check(`a number${with_}`, /\d{4}-\d{4}-\d{4}/.test(await page.locator('.number').textContent()))
  await look('recu')
  equal(`one claim${with_}`, server.files() - before, 1)
  equal(`no complaint${with_}`, her.complaints, [])
  await her.close()
}
