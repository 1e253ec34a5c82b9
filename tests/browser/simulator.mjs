// "What would I get?" With JavaScript the answer comes as she types and nothing leaves her device; without it the form
// posts and says the same to the cent.
import { check, equal } from '../lib.mjs'
import { fill, held, house, openSimulator, outcomes, plain, said, send, situation, visit } from './browser.mjs'

const labels = {
  fr: { amount: 'Montant', by: 'Versement au plus tard le', fund: 'Organisme', form: 'Forme', full: 'Montant avant réduction' },
  en: { amount: 'Amount', by: 'Payment at the latest on', fund: 'Fund', form: 'Form', full: 'Amount before reduction' },
}
// The list of values and the sentences of a result, wherever it was computed.
const result = page => page.locator('#resultat').evaluate(r => ({
  values: Object.fromEntries([...r.querySelectorAll('dt')].map(t => [t.textContent, t.nextElementSibling.textContent])),
  steps: [...r.querySelectorAll('ol.steps > li, #resultat > ol > li')].map(li => li.firstChild.textContent.trim()),
  amount: r.querySelector('.amount strong')?.textContent }))
const answered = page => page.waitForFunction(() => document.querySelectorAll('#resultat li').length > 3)

async function typed(browser, url, language, answers) {
  const her = await visit(browser)
  await openSimulator(her.page, `${url}/simulateur?l=${language}`)
  const loaded = her.requests.length
  await her.context.setOffline(true) // even so; the browser may ask for the page's icon late, as it stands in the page
  const { resources, ...others } = { ...situation, ...answers }
  await fill(her.page, others)
  equal('nothing is said before everything needed is there', await her.page.locator('#resultat').textContent().then(plain), '')
  await her.page.locator('[name=resources]').pressSequentially(resources)
  await answered(her.page)
  const found = await result(her.page)
  await her.page.locator('main form button').click()
  equal('the button asks nobody either', [her.requests.slice(loaded).map(r => r.url()).filter(u => u !== `${url}/static/i.svg`), await held(her.page).then(h => h.resources)], [[], resources])
  equal('no complaint', her.complaints.filter(c => !/ERR_INTERNET_DISCONNECTED/.test(c)), [])
  const stored = await her.page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])
  equal('nothing is stored', [stored, await her.context.cookies()], [[0, 0, ''], []])
  await her.close()
  return found
}

async function posted(browser, url, language, answers) {
  const her = await visit(browser, { javaScriptEnabled: false })
  await her.page.goto(`${url}/simulateur?l=${language}`)
  await fill(her.page, { ...situation, ...answers })
  const before = await held(her.page)
  const answer = await send(her.page)
  equal('posted', [answer.status(), her.page.url(), await her.page.getAttribute('html', 'lang')], [200, `${url}/simulateur`, language])
  equal('what she wrote is still there', await held(her.page), before)
  equal('no cookie', await her.context.cookies(), [])
  const found = await result(her.page)
  found.all = await said(her.page, '#resultat')
  await her.close()
  return found
}

export default async function simulator(browser) {
  const server = await house()
  for (const language of ['fr', 'en']) {
    for (const [name, answers] of Object.entries(outcomes)) {
      if (language === 'en' && name !== 'grant') continue
      const here = await typed(browser, server.url, language, answers)
      const there = await posted(browser, server.url, language, answers)
      const word = { ...labels[language], ...name === 'refusal' && { amount: 'Montant qui aurait été dû :' } }, what = `${name}, ${language}`
      equal(`${what}: the same amount`, here.values[word.amount], there.amount)
      for (const key of ['by', 'fund', 'form', 'full']) equal(`${what}: the same ${key}`, here.values[word[key]], there.values[word[key]])
      equal(`${what}: the same reasons`, here.steps, there.steps)
      if (name === 'grant') {
        equal(`${what}: to the cent`, plain(there.amount), language === 'fr' ? '930,99 €' : '€930.99')
        check(`${what}: and when`, /28/.test(there.values[word.by]), there.values[word.by])
      }
      if (name === 'loan') check('a loan says so', /prêt sans intérêt/.test(there.all), there.all)
      if (name === 'refusal') check('a refusal says so, and why', /demande refusée/.test(there.all) && /Motif/.test(there.all), there.all)
      if (name === 'review') check('a doubt goes to a person', /agent doit examiner/.test(there.all), there.all)
    }
  }
  await unclear(browser, server.url)
  await server.stop()
}

// What cannot be read here is not guessed: the server says what to write.
async function unclear(browser, url) {
  const her = await visit(browser)
  await openSimulator(her.page, `${url}/simulateur`)
  await fill(her.page, { ...situation, resources: 'beaucoup' })
  const answer = await send(her.page)
  equal('an unclear amount is asked again', [answer.status(), await her.page.locator('#faute_resources').count()], [400, 1])
  equal('and kept', await her.page.inputValue('#resources'), 'beaucoup')
  await fill(her.page, { resources: '0' })
  await answered(her.page)
  check('then answered here', /1 163,74/.test(await said(her.page, '#resultat')))
  await her.close()
}
