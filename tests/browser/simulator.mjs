// "What would I get?" With JavaScript the answer comes as she types and nothing leaves her device; without it one question
// a step is posted and the answer is the same to the cent, which is that of the law asked by the command line.
import { check, equal, run } from '../lib.mjs'
import { fill, house, openSimulator, outcomes, plain, said, send, situation, today, visit } from './browser.mjs'

// What is said of the answer, wherever it was computed: only what is shown.
const result = page => page.locator('#resultat').evaluate(r => {
  const shown = [...r.querySelectorAll('[data-if]')].filter(e => !e.hidden).map(e => e.dataset.if)
  const value = name => r.querySelector(`[data-value=${name}]`).textContent
  return { shown: [...new Set(shown)].sort(), hidden: r.hidden, least: value('least'), most: value('most'), last: value('last'),
    fund: value('fund'), steps: [...r.querySelectorAll('[data-list=step] > li')].map(li => li.textContent.replace(/\s+/g, ' ').trim()),
    changes: [...r.querySelectorAll('[data-list=change] > li')].map(li => li.textContent.replace(/\s+/g, ' ').trim()) }
})
const answered = page => page.waitForSelector('#resultat:not([hidden])')

async function typed(browser, url, language, answers) {
  const her = await visit(browser)
  await openSimulator(her.page, `${url}/simulateur?l=${language}`)
  await her.page.waitForSelector('#ici:not([hidden])')
  const loaded = her.requests.length
  await her.context.setOffline(true) // even so; the browser may ask for the page's icon late, as it stands in the page
  const { resources, ...others } = { ...situation, ...answers }
  await fill(her.page, others)
  check('nothing is said before everything needed is there', answers.who === 'other' || (await result(her.page)).hidden)
  await her.page.locator('#resources').pressSequentially(resources)
  await answered(her.page)
  await her.page.waitForFunction(typed => document.querySelector('#resources').value === typed, resources)
  await her.page.waitForTimeout(400) // the pause after which the last digit is read
  const found = await result(her.page)
  await her.page.locator('main form p button').first().click()
  equal('the button asks nobody either', [her.requests.slice(loaded).map(r => r.url()).filter(u => u !== `${url}/static/i.svg`),
    await her.page.inputValue('#resources')], [[], resources])
  equal('no complaint', her.complaints.filter(c => !/ERR_INTERNET_DISCONNECTED/.test(c)), [])
  const stored = await her.page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])
  equal('nothing is stored', [stored, await her.context.cookies()], [[0, 0, ''], []])
  await her.close()
  return found
}

// Answers the question that is shown, as a person would; gives its name.
async function step(page, answers) {
  const asked = await page.inputValue('[name=step]')
  equal(`${asked}: one question is shown`, await page.locator('main fieldset:visible').count(), 1)
  const more = { award: 'awarded_on', document: 'document_dated', resources: 'resources_band', children: 'children_unsure' }[asked]
  const mine = Object.fromEntries([asked, more].filter(name => answers[name]).map(name => [name, answers[name]]))
  await fill(page, mine)
  const answer = await send(page, 'main form p')
  equal(`${asked}: the address stays`, page.url().replace(/^.*?:\d+/, ''), '/simulateur')
  return { asked, status: answer.status() }
}

// All at once, as a browser posts whose script stopped half-way.
async function atOnce(page, answers) {
  await page.locator('main form').evaluate(form => { for (const f of form.querySelectorAll('fieldset')) f.hidden = false })
  await fill(page, answers)
  return send(page, 'main form p')
}

async function posted(browser, url, language, answers, stepwise) {
  const her = await visit(browser, { javaScriptEnabled: false })
  await her.page.goto(`${url}/simulateur?l=${language}`)
  const asked = []
  if (!stepwise) await atOnce(her.page, { ...situation, ...answers })
  while (await her.page.inputValue('[name=step]') !== '' && asked.length < 12)
    asked.push((await step(her.page, { ...situation, ...answers })).asked)
  check(`at most eight questions, none twice: ${asked}`, asked.length <= 8 && new Set(asked).size === asked.length)
  equal('no cookie', await her.context.cookies(), [])
  const found = await result(her.page)
  found.asked = asked
  found.all = await said(her.page, 'main')
  await her.close()
  return found
}

// The same of the law, by the command line.
function assessed(answers) {
  const all = { ...situation, ...answers }
  const request = { requested_on: today(), department: all.department, resources_cents: Number(all.resources.replace(/\s/g, '').replace(',', '.')) * 100,
    children: Number(all.children), beneficiary_of: all.beneficiary_of, documents: [{ kind: all.document, dated: all.document_dated }] }
  request.resources_cents = Math.round(request.resources_cents)
  return JSON.parse(run(['assess', '-'], JSON.stringify(request)).out)
}
const cents = words => Number(words.replace(/[^\d]/g, ''))

export default async function simulator(browser) {
  const server = await house()
  const lengths = []
  for (const [name, answers] of Object.entries(outcomes)) {
    const here = await typed(browser, server.url, 'fr', answers)
    const stepwise = ['granted', 'document', 'closed'].includes(name)
    const { asked, all, ...there } = await posted(browser, server.url, 'fr', answers, stepwise)
    if (stepwise) lengths.push(asked.length)
    if (name === 'closed') check('closed: here too', here.shown.includes('closed') && there.steps.length === 0) // there the rest was not asked
    else equal(`${name}: the same answer here and there`, here, there)
    check(`${name}: is what is shown`, there.shown.includes(name.replace('loan', 'granted')), there.shown.join(' '))
    if (['granted', 'loan'].includes(name)) {
      const law = assessed(answers)
      equal(`${name}: the law's own amount and form`, [cents(there.most), there.shown.includes(law.form)], [law.amount_cents, true])
      check(`${name}: what would change it`, there.changes.length > 3, there.changes)
      check(`${name}: the three days`, /trois jours/.test(all))
    }
    if (name === 'document') check('how to have one, and that a main courante is none', /main courante ne suffit pas/.test(all) && /commissariat/.test(all))
  }
  console.log(`questions without a script: ${Math.min(...lengths)} to ${Math.max(...lengths)}`)
  equal('one answer may be enough', Math.min(...lengths), 1)
  await part(browser, server.url)
  await unclear(browser, server.url)
  await server.stop()
}

export async function languages(browser) {
  const server = await house()
  for (const language of ['en', 'ar', 'es', 'pt', 'tr']) await spoken(browser, server.url, language)
  await switched(browser, server.url)
  await server.stop()
}

// What she does not know leaves a range; she goes back and says it.
async function part(browser, url) {
  const her = await visit(browser, { javaScriptEnabled: false })
  await her.page.goto(`${url}/simulateur`)
  await atOnce(her.page, { ...situation, resources: '', resources_band: 'unsure' })
  const open = await result(her.page)
  check('a range while the resources are not known', open.shown.includes('range') && open.shown.includes('both') && cents(open.least) < cents(open.most))
  await her.page.locator('summary', { hasText: 'Vos réponses' }).click()
  const [answer] = await Promise.all([her.page.waitForResponse(r => r.request().method() === 'POST'), her.page.locator('button[value=resources]').click()])
  equal('a question again', [answer.status(), await her.page.inputValue('[name=step]')], [200, 'resources'])
  await her.page.selectOption('#resources_band', { index: 1 })
  await send(her.page, 'main form p')
  const exact = await result(her.page)
  check('a band is enough for the cent', exact.shown.includes('exact') && exact.most === open.most, exact.shown.join(' '))
  await her.close()
}

// What cannot be read is not guessed: the server says what to write.
async function unclear(browser, url) {
  const her = await visit(browser, { javaScriptEnabled: false })
  const { page } = her
  await page.goto(`${url}/simulateur`)
  const answer = await send(page, 'main form p')
  equal('nothing chosen is asked again', [answer.status(), await page.inputValue('[name=step]'), await page.locator('.errors a').count(),
    await page.locator('#faute_who').count()], [400, 'who', 1, 1])
  while (await page.inputValue('[name=step]') !== 'resources') await step(page, situation)
  await page.fill('#resources', 'beaucoup')
  const wrong = await send(page, 'main form p')
  equal('an unclear sum is asked again', [wrong.status(), await page.inputValue('#resources'), await page.locator('#faute_resources').count()], [400, 'beaucoup', 1])
  await page.fill('#resources', '0')
  await page.keyboard.press('Enter') // the first button of the form goes on, not one of the languages
  await page.waitForSelector('#department:visible')
  equal('and what was said before is kept', await page.locator('[name=children]').inputValue(), '2')
  await her.close()
}

// Every language, from the first question to the answer: whole, marked, and the same to the cent.
async function spoken(browser, url, language) {
  const her = await visit(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  const { page } = her
  await page.goto(`${url}/simulateur?l=${language}`)
  const rtl = language === 'ar'
  if (!rtl) await atOnce(page, situation)
  for (let left = true; left; left = await page.inputValue('[name=step]') !== '') {
    if (rtl) await step(page, situation)
    equal(`${language}: its language and direction`, await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [language, rtl ? 'rtl' : 'ltr'])
    equal(`${language}: nothing sideways`, await page.evaluate(() => document.documentElement.scrollWidth), 320)
  }
  if (rtl) {
    const [bar, list] = await page.evaluate(() => [document.querySelector('.answer:not([hidden])'), document.querySelector('.steps li')].map(e => {
      const style = getComputedStyle(e)
      return [style.borderRightWidth, style.borderLeftWidth]
    }))
    check('ar: mirrored', bar[0] !== '0px' && bar[1] === '0px', String([bar, list]))
  }
  const reviewed = language === 'en'
  equal(`${language}: says that its translation is to be reviewed, in French too`, await page.locator('main > p.hint[lang=fr][dir=ltr]').count(), reviewed ? 0 : 1)
  equal(`${language}: the law speaks French there, and says so`, await page.locator('[data-list=step]').getAttribute('lang'), reviewed ? null : 'fr')
  equal(`${language}: the amount`, cents(await page.locator('.amount:visible [data-value=most]').textContent()), assessed({}).amount_cents)
  const french = await page.evaluate(() => [...document.querySelectorAll('main *')].filter(e => !e.closest('[lang=fr]') && [...e.childNodes].some(n => n.nodeType === 3 && /\b(vous|votre|votre|demande|réponse)\b/.test(n.data))).map(e => e.textContent))
  equal(`${language}: no French but where it is marked`, french, [])
  equal(`${language}: the languages are buttons that carry what was said`, await page.locator('.langues button[name=langue]').count(), 6)
  await page.locator('.langues summary').click()
  const [answer] = await Promise.all([page.waitForResponse(r => r.request().method() === 'POST'), page.locator('.langues button[value=fr]').click()])
  equal(`${language}: back in French, with the answer`, [answer.status(), page.url().replace(url, ''), await page.getAttribute('html', 'lang'),
    cents(await page.locator('.amount:visible [data-value=most]').textContent())], [200, '/simulateur', 'fr', assessed({}).amount_cents])
  await her.close()
}

// Another language in the middle, with the script: what she typed goes over inside the page, and nothing of it leaves.
async function switched(browser, url) {
  const her = await visit(browser)
  const { page } = her
  await openSimulator(page, `${url}/simulateur?l=fr`)
  await page.waitForSelector('#ici:not([hidden])')
  await fill(page, situation)
  await answered(page)
  const loaded = her.requests.length
  await page.locator('.langues summary').click()
  await page.locator('.langues button[value=ar]').click()
  await page.waitForFunction(() => document.documentElement.dir === 'rtl')
  await answered(page)
  equal('only the page in the other language was asked for', her.requests.slice(loaded).map(r => [r.method(), r.url().replace(url, ''), r.postData()]),
    [['GET', '/simulateur?l=ar', null]])
  equal('what she said went over', [await page.inputValue('#children'), await page.inputValue('#resources'), await page.isChecked('[name=document][value=complaint]')], ['2', '713,16', true])
  equal('the address says nothing', page.url(), `${url}/simulateur?l=fr`)
  equal('one exit, first in the page', await page.evaluate(() => [document.querySelectorAll('#sortie').length, document.querySelector('a, button, input').id, document.title !== 'Simulateur']), [1, 'sortie', true])
  equal('and the amount', cents(plain(await page.locator('.amount:visible [data-value=most]').textContent())), assessed({}).amount_cents)
  equal('no complaint', her.complaints, [])
  await her.close()
}
