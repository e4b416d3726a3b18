//! The first sheet: the headline, the kinds and the objectives with their charts, what the numbers are.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, Worksheet, XlsxError,
};

use super::sheet::{Cell, Styles, columns, paper, sentences, table, text, widths};
use crate::{
    assessment::{ObjectiveResult, Range},
    framework::{Kind, Objective},
    report::{record::Record, view::View, words},
};

const NAME: &str = "Summary";
/// Columns of the sheet, and characters that they hold.
const COLUMNS: u16 = 6;
const WIDTHS: [f64; 6] = [38.0, 11.0, 14.0, 14.0, 14.0, 54.0];
const CHARACTERS: f64 = 140.0;

pub(super) fn draw(
    sheet: &mut Worksheet,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_screen_gridlines(false);
    widths(sheet, &columns([""; 6], &WIDTHS))?;
    let row = headline(sheet, view, styles)?;
    let kinds = figures(sheet, row, record, styles)?;
    let objectives = of_kinds(sheet, kinds, view, record, styles)?;
    let charts = of_objectives(sheet, objectives, view, record, styles)?;
    let after = draw_charts(sheet, record, [kinds + 1, objectives + 1], charts)?;
    closing(sheet, after, view, styles)?;
    paper(sheet);
    sheet.set_portrait();
    sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

fn headline(sheet: &mut Worksheet, view: &View, styles: &Styles) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, text(&view.organization), &styles.title)?;
    let below = format!("{} · {} · {}", view.scope, view.headline.view_of, view.questionnaire);
    sheet.write_string(1, 0, text(&below))?;
    sheet.set_row_height(0, 28)?;
    sheet.set_row_height(2, 24)?;
    let headline = &view.headline;
    let strength = match headline.strength.share {
        Some(_) => format!("Strength {}", headline.strength.with_band()),
        None => "Strength: no value yet".to_owned(),
    };
    sheet.write_string_with_format(2, 0, strength, &styles.big)?;
    let first = [headline.meaning.as_str(), &headline.could_be, &headline.counts];
    let texts = headline
        .absent
        .iter()
        .map(String::as_str)
        .chain(first)
        .chain(view.people.remarks.iter().map(String::as_str))
        .chain([view.attribution.as_str()]);
    Ok(sentences(sheet, 3, COLUMNS, CHARACTERS, texts, styles)? + 1)
}

/// The whole programme's numbers.
fn figures(sheet: &mut Worksheet, row: u32, record: &Record<'_>, styles: &Styles) -> Result<u32, XlsxError> {
    let overall = &record.assessment.overall;
    let triad = &overall.triad;
    let line = |name: &str, value: Option<f64>, range: Option<Range>, note: &str| {
        let [value, low, high, none] = numbers(value, range, None);
        vec![Cell::text(name), value, low, high, none, Cell::text(note)]
    };
    let band = overall.band.map_or("", crate::assessment::Band::name);
    let gap = overall.balance_band.map_or("", crate::assessment::BalanceBand::name);
    let rows = [
        line("Strength", triad.strength, triad.strength_range, band),
        line(
            "Strength, by whom one asks",
            None,
            overall.spread,
            "where the gloomiest, or the brightest, role puts it",
        ),
        line("Strength that the evidence carries", overall.evidenced, None, ""),
        line("Coverage", triad.coverage, triad.coverage_range, "the plain average of the kinds"),
        line("Balance", triad.balance, None, "strength over coverage"),
        line("Gap between kinds", overall.kind_gap, None, gap),
        line("Answered", overall.completeness, None, "share of what applies, “don't know” included"),
        line("Known", overall.known, None, "share of what applies"),
        line("Smallest change that is no noise", overall.detectable_change, None, "in points of strength"),
    ];
    let headings = ["The whole", "Value", "Could be, low", "Could be, high", "", "Remark"];
    Ok(table(sheet, row, &columns(headings, &WIDTHS), &rows, styles)? + 1)
}

/// Value, low, high and completeness.
fn numbers(value: Option<f64>, range: Option<Range>, complete: Option<f64>) -> [Cell; 4] {
    [
        Cell::share(value),
        Cell::share(range.map(|range| range.low)),
        Cell::share(range.map(|range| range.high)),
        Cell::share(complete),
    ]
}

fn of_kinds(
    sheet: &mut Worksheet,
    row: u32,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let rows: Vec<Vec<Cell>> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let result = &record.assessment.kinds[kind.index()];
            let mut row = vec![Cell::text(kind.name())];
            row.extend(numbers(result.coverage, result.range, result.completeness));
            row.push(Cell::text(view.kinds.bars[kind.index()].figure.band.map_or("", |band| band.name())));
            row
        })
        .collect();
    let headings = ["Kind", "Value", "Could be, low", "Could be, high", "Answered", "Band"];
    let row = table(sheet, row, &columns(headings, &WIDTHS), &rows, styles)?;
    Ok(sentences(sheet, row, COLUMNS, CHARACTERS, [view.kinds.gap.as_str()], styles)? + 1)
}

fn of_objectives(
    sheet: &mut Worksheet,
    row: u32,
    view: &View,
    record: &Record<'_>,
    styles: &Styles,
) -> Result<u32, XlsxError> {
    let rows: Vec<Vec<Cell>> = Objective::ALL
        .into_iter()
        .map(|objective| {
            let result = &record.assessment.objectives[objective.index()];
            let range = result.triad.strength_range;
            vec![
                Cell::text(objective.name()),
                Cell::share(result.triad.strength),
                Cell::share(result.observed.and_then(|seen| seen.value)),
                Cell::share(range.map(|range| range.low)),
                Cell::share(range.map(|range| range.high)),
                Cell::text(&view.objectives[objective.index()].reading),
            ]
        })
        .collect();
    let headings = ["Objective", "Support", "Observed", "Support, low", "Support, high", "Reading"];
    let row = table(sheet, row, &columns(headings, &WIDTHS), &rows, styles)?;
    Ok(sentences(sheet, row, COLUMNS, CHARACTERS, [view.order.as_str()], styles)? + 1)
}

/// Two charts side by side, of the first data rows of the two tables, where they have a value to draw; gives the row
/// below them.
fn draw_charts(
    sheet: &mut Worksheet,
    record: &Record<'_>,
    tables: [u32; 2],
    row: u32,
) -> Result<u32, XlsxError> {
    let result = record.assessment;
    let of_objective = |one: &ObjectiveResult| {
        one.triad.strength.is_some() || one.observed.is_some_and(|observed| observed.value.is_some())
    };
    let has_kinds = result.kinds.iter().any(|one| one.coverage.is_some());
    if !has_kinds && !result.objectives.iter().any(of_objective) {
        return Ok(row);
    }
    let mut kinds = chart("The three kinds", "The value of each kind, as in the table Kind above.", 440);
    series(&mut kinds, tables[0], 1, 0x001D_5584);
    kinds.legend().set_hidden();
    sheet.insert_chart(row, 0, &kinds)?;
    let mut objectives = chart(
        "Objectives: support and what is observed",
        "Support of each objective and what is observed of it, as in the table Objective above.",
        590,
    );
    series(&mut objectives, tables[1], 1, 0x001D_5584);
    series(&mut objectives, tables[1], 2, 0x00D9_8E04);
    objectives.legend().set_position(ChartLegendPosition::Bottom);
    sheet.insert_chart_with_offset(row, 3, &objectives, 20, 0)?;
    Ok(row + 16)
}

fn chart(title: &str, told: &str, width: u32) -> Chart {
    let mut chart = Chart::new_bar();
    chart.title().set_name(title).set_font(ChartFont::new().set_size(12).set_bold());
    chart.set_alt_text(told).set_width(width).set_height(300);
    // The first row of the table stands on top.
    chart.y_axis().set_reverse();
    // Every bar says its value.
    chart.x_axis().set_min(0).set_max(1).set_hidden(true).set_major_gridlines(false);
    chart
}

fn series(chart: &mut Chart, first: u32, values: u16, colour: u32) {
    let last = first + 2;
    let fill = ChartSolidFill::new().set_color(colour).clone();
    chart
        .add_series()
        .set_name((NAME, first - 1, values))
        .set_categories((NAME, first, 0, last, 0))
        .set_values((NAME, first, values, last, values))
        .set_format(ChartFormat::new().set_solid_fill(&fill))
        .set_gap(60)
        .set_data_label(ChartDataLabel::new().show_value());
}

fn closing(sheet: &mut Worksheet, row: u32, view: &View, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, "What this number is", &styles.heading)?;
    let about = format!("{} {}", view.headline.meaning, words::METHOD);
    let bands = format!("Bands: {}.", words::bands());
    let agreement = view.alignment.as_ref().map_or("", |one| one.agreement.as_str());
    let source = format!("{}. After {}.", view.questionnaire, view.source);
    let texts = [
        about.as_str(),
        &bands,
        &view.change,
        &view.evidence.counts,
        &view.evidence.strength,
        agreement,
        &source,
    ];
    sentences(sheet, row + 1, COLUMNS, CHARACTERS, texts, styles)?;
    Ok(())
}
