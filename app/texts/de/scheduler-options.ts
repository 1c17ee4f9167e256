import type { InputText } from '../node-texts.ts'

type Options = NonNullable<InputText['options']>

const published = 'wie der Checkpoint'
const choice = (title: string, about: string, options: Options): InputText => ({
  title,
  about,
  options: { published: [published], ...options },
})
const toggle = (title: string, about: string) => choice(title, about, { on: ['an'], off: ['aus'] })
/** @param none the number that stands for the checkpoint's own */
const number = (title: string, about: string, none: string): InputText => ({
  title,
  about,
  words: { [none]: published },
})

/** What each option of the schedulers is called in German, by diffusers' key. Names of algorithms stay. */
export const schedulerOptions: Readonly<Record<string, InputText>> = {
  solver_order: number('Ordnung', '2 für Läufe mit Guidance, 3 für solche ohne.', '0'),
  algorithm_type: choice('Algorithmus', 'Was integriert wird, und ob Rauschen dazukommt.', {
    'dpmsolver++': ['DPM-Solver++'],
    'sde-dpmsolver++': ['SDE DPM-Solver++'],
    dpmsolver: ['DPM-Solver'],
    'sde-dpmsolver': ['SDE DPM-Solver'],
  }),
  solver_type: choice('Form zweiter Ordnung', 'Wie der Schritt zweiter Ordnung gebaut wird.', {
    midpoint: ['Mittelpunkt'],
    heun: ['Heun'],
    bh1: ['bh1'],
    bh2: ['bh2'],
  }),
  timestep_spacing: choice('Abstände', 'Wie die Schritte über die Zeitschritte des Trainings verteilt werden.', {
    leading: ['Leading'],
    trailing: ['Trailing'],
    linspace: ['Linspace'],
  }),
  steps_offset: number(
    'Versatz',
    'Wird beim Abstand „Leading“ zu jedem Zeitschritt addiert. Stable Diffusion und ModelScope erschienen mit 1.',
    '-1',
  ),
  use_karras_sigmas: toggle('Karras-Sigmas', 'Kleinere Schritte bei wenig Rauschen (Karras et al. 2022).'),
  use_exponential_sigmas: toggle('Exponentielle Sigmas', 'Gleiche Verhältnisse zwischen den Rauschpegeln.'),
  use_beta_sigmas: toggle('Beta-Sigmas', 'Kleinere Schritte an beiden Enden (Lee et al. 2024).'),
  use_lu_lambdas: toggle('Lu-Lambdas', 'Gleichmäßige Schritte im Logarithmus von Signal zu Rauschen.'),
  lower_order_final: toggle('Am Ende niedrigere Ordnung', 'Beruhigt Läufe mit weniger als 15 Schritten.'),
  euler_at_final: toggle('Am Ende Euler', 'Der letzte Schritt ist von erster Ordnung.'),
  final_sigmas_type: choice('Letztes Sigma', 'Der Rauschpegel, bei dem der letzte Schritt endet.', {
    zero: ['Null'],
    sigma_min: ['Der niedrigste im Training'],
  }),
  rescale_betas_zero_snr: toggle(
    'Beginn aus reinem Rauschen',
    'Erlaubt sehr dunkle und sehr helle Bilder mit Netzen, die so trainiert wurden (Lin et al. 2023).',
  ),
  eta: number(
    'Eta',
    'Rauschen, das in jedem Schritt dazukommt: 0 keins, 1 so viel wie bei DDPM. Das Argument der Pipeline mit diesem Namen.',
    '-0.05',
  ),
  clip_sample: toggle('Begrenzen', 'Hält die Schätzung des fertigen Bildes in einem Bereich. Nicht für Latents.'),
  set_alpha_to_one: toggle(
    'Ende ohne Rauschen',
    'Der letzte Schritt endet ohne Rauschen statt beim niedrigsten Pegel.',
  ),
  interpolation_type: choice('Interpolation', 'Wie Sigmas zwischen den Zeitschritten des Trainings gefunden werden.', {
    linear: ['Linear'],
    log_linear: ['Log-linear'],
  }),
  timestep_type: choice('Art der Zeitschritte', 'Was dem Netz gesagt wird: der Zeitschritt, oder log Sigma / 4.', {
    discrete: ['Diskret'],
    continuous: ['Stetig'],
  }),
  variance_type: choice('Varianz', 'Wie viel Rauschen ein Schritt hinzufügt.', {
    fixed_small: ['Klein'],
    fixed_small_log: ['Klein (log)'],
    fixed_large: ['Groß'],
  }),
  original_inference_steps: number(
    'Destillierte Schritte',
    'Schritte des Zeitplans, auf dem das Netz destilliert wurde: Ein Lauf nimmt einige davon.',
    '0',
  ),
  timestep_scaling: number(
    'Skalierung der Zeitschritte',
    'Wie schnell die Konsistenzfunktion ihren Rand verlässt, das Bild selbst beim Zeitschritt 0.',
    '-0.05',
  ),
  skip_prk_steps: toggle('Ohne Runge-Kutta', 'Beginnt ohne die ersten drei Schritte mit je vier Aufrufen.'),
  predict_x0: toggle('x0 integrieren', 'Integriert die Schätzung des fertigen Bildes statt das Rauschen.'),
}
