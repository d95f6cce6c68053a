//! An A4 sheet that fills from top to bottom and begins a new page when it is full.
//!
//! Every document is made of the same three things: a heading that repeats on
//! each page, blocks, and tables whose rows never break across pages.

use super::pdf::{self, Placed};
use crate::labels::LabelError;
use crate::labels::page::{Align, Area, Drawing, Grid, Ink, Item, Page, Shape};
use crate::labels::picture::KeptPicture;
use crate::labels::typeface::{Paragraph, Set, Weight, set_block};

/// Resolution of the office printer's grid that bars are laid on.
///
/// Assumption: 600 dpi, as laser printers have today; at 300 dpi an 8-dot module is still 4 whole dots.
pub(crate) const OFFICE_DPI: u32 = 600;

/// A4 in micrometres, upright.
const A4: (u32, u32) = (210_000, 297_000);

/// How a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    /// Higher than wide.
    Upright,
    /// Wider than high: for tables with many columns.
    Across,
}

impl Lie {
    /// The paper in micrometres.
    fn paper(self) -> (u32, u32) {
        match self {
            Self::Upright => A4,
            Self::Across => (A4.1, A4.0),
        }
    }

    /// Room between the borders, in tenths of a millimetre.
    pub(crate) fn room(self) -> u32 {
        self.paper().0 / 100 - 2 * MARGIN
    }
}

/// Empty border, in tenths of a millimetre.
const MARGIN: u32 = 130;

/// Most pages of one document: a wave of orders has fewer; more means wrong data.
const PAGES_MAX: usize = 500;

/// One column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Caption over the column.
    pub(crate) title: String,
    /// Name by which a refusal speaks of this column.
    pub(crate) field: &'static str,
    /// Share of the sheet's width, in tenths of a millimetre.
    pub(crate) width: u32,
    /// Where texts stand in the column.
    pub(crate) align: Align,
    /// Bold for what is looked for first.
    pub(crate) weight: Weight,
    /// Size of the texts, in tenths of a millimetre.
    pub(crate) size: u32,
    /// Largest and smallest size of the caption, in tenths of a millimetre.
    pub(crate) head: (u32, u32),
}

impl Column {
    /// Size of texts that are only read, in tenths of a millimetre.
    const READ: u32 = 34;

    /// A column in the usual size.
    pub(crate) fn new(
        title: &str,
        field: &'static str,
        width: u32,
        align: Align,
        weight: Weight,
    ) -> Self {
        Self {
            title: title.to_owned(),
            field,
            width,
            align,
            weight,
            size: Self::READ,
            head: (27, 17),
        }
    }

    /// The same in another size.
    pub(crate) fn sized(self, size: u32) -> Self {
        Self { size, ..self }
    }

    /// The same with a caption that is wrapped rather than made smaller than this.
    pub(crate) fn headed(self, size: u32) -> Self {
        let head = (size, size);
        Self { head, ..self }
    }
}

/// What stands in one cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// A text in the column's own type.
    Text(String),
    /// A text with a smaller one under it.
    Double(String, String),
    /// Lines that are broken already, each no wider than the column.
    Lines(Vec<String>),
    /// An empty square to be ticked.
    Box,
}

/// What stands at the foot of every page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Foot<'a> {
    /// Date and time of printing with its caption.
    pub(crate) printed: &'a str,
    /// The word before the page number.
    pub(crate) page_word: &'a str,
}

/// Collects pages; `y` is where the next thing stands, in dots.
pub(crate) struct Sheet {
    pub(crate) grid: Grid,
    lie: Lie,
    title: String,
    /// What a later page adds to the title, so that a loose sheet finds its order again.
    subject: String,
    printed: String,
    page_word: String,
    pages: Vec<Page>,
    pictures: Vec<Placed>,
    y: i32,
}

impl Sheet {
    /// A first page under this title; later pages repeat it with the subject.
    pub(crate) fn new(title: &str, subject: &str, foot: Foot<'_>) -> Result<Self, LabelError> {
        Self::lying(Lie::Upright, title, subject, foot)
    }

    /// The same on paper that lies so.
    pub(crate) fn lying(
        lie: Lie,
        title: &str,
        subject: &str,
        foot: Foot<'_>,
    ) -> Result<Self, LabelError> {
        let grid = Grid::new(OFFICE_DPI)?;
        let mut sheet = Self {
            grid,
            lie,
            title: title.to_owned(),
            subject: subject.to_owned(),
            printed: foot.printed.to_owned(),
            page_word: foot.page_word.to_owned(),
            pages: Vec::new(),
            pictures: Vec::new(),
            y: 0,
        };
        sheet.next_page()?;
        Ok(sheet)
    }

    fn blank(&self) -> Page {
        let (width, height) = self.lie.paper();
        Page::new(self.grid, width, height)
    }

    pub(crate) fn mm(&self, tenths: u32) -> i32 {
        self.grid.tenths(tenths)
    }

    pub(crate) fn left(&self) -> i32 {
        self.mm(MARGIN)
    }

    pub(crate) fn width(&self) -> i32 {
        self.grid.um(self.lie.paper().0) - 2 * self.left()
    }

    /// Lowest place above the foot of the page.
    fn floor(&self) -> i32 {
        self.grid.um(self.lie.paper().1) - self.mm(MARGIN + 60)
    }

    /// Begins a new page with the title and a rule.
    pub(crate) fn next_page(&mut self) -> Result<(), LabelError> {
        if self.pages.len() >= PAGES_MAX {
            return Err(LabelError::DoesNotFit { field: "document" });
        }
        self.pages.push(self.blank());
        self.y = self.mm(MARGIN);
        let (title, size) = if self.pages.len() == 1 || self.subject.is_empty() {
            (
                self.title.clone(),
                if self.pages.len() == 1 { 75 } else { 45 },
            )
        } else {
            (format!("{}  ·  {}", self.title, self.subject), 45)
        };
        self.text("title", &title, Weight::Bold, (size, 30))?;
        self.space(8);
        self.rule(8);
        self.space(30);
        Ok(())
    }

    /// The page being filled.
    pub(crate) fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a sheet begins with a page")
    }

    pub(crate) fn y(&self) -> i32 {
        self.y
    }

    pub(crate) fn set_y(&mut self, y: i32) {
        self.y = y;
    }

    pub(crate) fn space(&mut self, tenths: u32) {
        self.y += self.mm(tenths);
    }

    /// A rule over the whole width.
    pub(crate) fn rule(&mut self, thickness: u32) {
        let (x, y, width, height) = (self.left(), self.y, self.width(), self.mm(thickness).max(1));
        self.page().fill(x, y, width, height);
        self.y += height;
    }

    /// Begins a new page unless this many dots are free; says whether it did.
    pub(crate) fn make_room(&mut self, height: i32) -> Result<bool, LabelError> {
        let full = self.y + height > self.floor();
        if full {
            self.next_page()?;
        }
        Ok(full)
    }

    /// Free room down to the foot, from here, in dots.
    pub(crate) fn room(&self) -> i32 {
        self.floor() - self.y
    }

    /// One text over the whole width.
    pub(crate) fn text(
        &mut self,
        field: &'static str,
        text: &str,
        weight: Weight,
        sizes: (u32, u32),
    ) -> Result<(), LabelError> {
        let paragraph = Paragraph::new(field, text, weight, (self.mm(sizes.0), self.mm(sizes.1)))?;
        let area = Area {
            x: self.left(),
            y: self.y,
            width: self.width(),
            height: self.room().max(0),
        };
        let set = self.set(area, &[paragraph], Align::Left)?;
        self.y += set.height;
        Ok(())
    }

    /// Sets paragraphs into a box of the page being filled.
    pub(crate) fn set(
        &mut self,
        area: Area,
        block: &[Paragraph],
        align: Align,
    ) -> Result<Set, LabelError> {
        let set = set_block(area, block, align, Ink::Black)?;
        self.page().texts(set.runs.clone());
        Ok(set)
    }

    /// A picture on the page being filled. A frame around it keeps everything else away.
    pub(crate) fn picture(&mut self, field: &'static str, area: Area, picture: KeptPicture) {
        let edge = self.mm(2).max(1);
        let room = area.inset(-2 * edge);
        let (left, top, right, bottom) = (room.x, room.y, room.right(), room.bottom());
        let frame = Shape {
            corners: vec![(left, top), (right, top), (right, bottom), (left, bottom)],
            shade: None,
        };
        self.page().items.push(Item::Drawing(Drawing {
            field,
            area: room,
            shapes: vec![frame],
            edge,
            numbers: vec![],
        }));
        let page = self.pages.len() - 1;
        self.pictures.push(Placed {
            page,
            area,
            picture,
        });
    }

    /// A table with rules between rows; the head repeats on each page.
    pub(crate) fn table(
        &mut self,
        columns: &[Column],
        rows: &[Vec<Cell>],
    ) -> Result<(), LabelError> {
        self.table_head(columns)?;
        for row in rows {
            let mut set = self.row(columns, row)?;
            if self.make_room(set.height)? {
                self.table_head(columns)?;
                set = self.row(columns, row)?;
            }
            let line = self.mm(2).max(1);
            let (x, width, y) = (self.left(), self.width(), self.y + set.height - line);
            self.page().items.append(&mut set.items);
            self.page().fill(x, y, width, line);
            self.y += set.height;
        }
        Ok(())
    }

    fn table_head(&mut self, columns: &[Column]) -> Result<(), LabelError> {
        let mut head = self.laid_head(columns)?;
        if self.make_room(head.height + self.mm(120))? {
            head = self.laid_head(columns)?;
        }
        self.page().items.append(&mut head.items);
        self.y += head.height;
        self.rule(5);
        Ok(())
    }

    /// The captions at the present height, not yet on the page.
    fn laid_head(&self, columns: &[Column]) -> Result<Row, LabelError> {
        let mut row = Row {
            items: Vec::new(),
            height: self.mm(60),
        };
        let mut x = self.left();
        for column in columns {
            let (largest, floor) = column.head;
            let sizes = (self.mm(largest), self.mm(floor));
            let title = Paragraph::new(column.field, &column.title, Weight::Bold, sizes)?;
            // A caption that may not become smaller is wrapped instead, to a dozen lines at most.
            let tall = if floor < largest { 45 } else { 400 };
            let cell = self.cell(x, column, self.mm(tall));
            let y = cell.y + self.mm(10);
            let set = set_block(Area { y, ..cell }, &[title], column.align, Ink::Black)?;
            if floor == largest {
                row.height = row.height.max(set.height + self.mm(15));
            }
            row.items.extend(set.runs.into_iter().map(Item::Text));
            x += self.mm(column.width);
        }
        Ok(row)
    }

    /// The inside of a cell at the present height.
    fn cell(&self, x: i32, column: &Column, height: i32) -> Area {
        let gap = self.mm(12);
        Area {
            x: x + gap,
            y: self.y,
            width: self.mm(column.width) - 2 * gap,
            height,
        }
    }

    /// Lays one row out at the present height without putting it on the page.
    fn row(&self, columns: &[Column], cells: &[Cell]) -> Result<Row, LabelError> {
        // Lists of a warehouse are read with a finger on the row; tables of figures are not.
        let is_dense = cells.iter().all(|cell| matches!(cell, Cell::Lines(_)));
        let pad = self.mm(if is_dense { 8 } else { 12 });
        // The tallest a row may be: a name of a dozen lines.
        let tallest = self.mm(700);
        let mut x = self.left();
        let mut laid = Vec::new();
        for (column, cell) in columns.iter().zip(cells) {
            let area = Area {
                y: self.y + pad,
                ..self.cell(x, column, tallest)
            };
            x += self.mm(column.width);
            laid.push(self.laid_cell(column, cell, area)?);
        }
        // The first lines of all cells stand on one baseline, whatever their size.
        let baseline = laid
            .iter()
            .map(|cell| cell.baseline)
            .max()
            .unwrap_or(self.y);
        let mut row = Row {
            items: Vec::new(),
            height: self.mm(if is_dense { 50 } else { 75 }),
        };
        for cell in laid {
            let shift = baseline - cell.baseline;
            row.height = row.height.max(cell.bottom + shift + pad - self.y);
            row.items
                .extend(cell.items.into_iter().map(|item| lowered(item, shift)));
        }
        Ok(row)
    }

    fn laid_cell(&self, column: &Column, cell: &Cell, area: Area) -> Result<LaidCell, LabelError> {
        match cell {
            Cell::Box => {
                let side = self.mm(50);
                let items = self.tick_box(area, column.align);
                Ok(LaidCell {
                    items,
                    baseline: area.y + side * 85 / 100,
                    bottom: area.y + side,
                })
            }
            Cell::Text(text) => self.cell_block(column, area, &[(text, false)]),
            Cell::Double(text, below) => {
                self.cell_block(column, area, &[(text, false), (below, true)])
            }
            Cell::Lines(lines) => {
                let size = (self.mm(column.size), self.mm(column.size));
                let line = |text: &String| Paragraph::new(column.field, text, column.weight, size);
                let block = lines.iter().map(line).collect::<Result<Vec<_>, _>>()?;
                Self::laid_block(column, area, &block)
            }
        }
    }

    fn cell_block(
        &self,
        column: &Column,
        area: Area,
        texts: &[(&String, bool)],
    ) -> Result<LaidCell, LabelError> {
        // A long name is wrapped rather than shrunk, so that rows look alike.
        let full = (self.mm(column.size), self.mm(column.size * 85 / 100));
        let small = (self.mm(27), self.mm(22));
        let block = texts
            .iter()
            .map(|(text, is_small)| {
                let weight = if *is_small {
                    Weight::Regular
                } else {
                    column.weight
                };
                let field = if *is_small {
                    "rows.look_next"
                } else {
                    column.field
                };
                Paragraph::new(field, text, weight, if *is_small { small } else { full })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Self::laid_block(column, area, &block)
    }

    fn laid_block(
        column: &Column,
        area: Area,
        block: &[Paragraph],
    ) -> Result<LaidCell, LabelError> {
        let set = set_block(area, block, column.align, Ink::Black)?;
        Ok(LaidCell {
            baseline: set.runs.first().map_or(area.y, |run| run.baseline),
            bottom: area.y + set.height,
            items: set.runs.into_iter().map(Item::Text).collect(),
        })
    }

    /// Four rules that leave a square of five millimetres to be ticked.
    fn tick_box(&self, area: Area, align: Align) -> Vec<Item> {
        let side = self.mm(50);
        let x = area.x + align.shift(area.width - side);
        let mut page = self.blank();
        page.frame(
            Area {
                x,
                y: area.y,
                width: side,
                height: side,
            },
            self.mm(5).max(1),
        );
        page.items
    }

    /// The whole document as a PDF.
    pub(crate) fn pdf(mut self) -> Result<Vec<u8>, LabelError> {
        let pictures = std::mem::take(&mut self.pictures);
        pdf::write_pictured(&self.finish()?, &pictures)
    }

    /// All pages, numbered at the foot.
    pub(crate) fn finish(mut self) -> Result<Vec<Page>, LabelError> {
        let count = self.pages.len();
        let (x, width, y) = (self.left(), self.width(), self.floor() + self.mm(20));
        let area = Area {
            x,
            y,
            width,
            height: self.mm(45),
        };
        let sizes = (self.mm(25), self.mm(18));
        for (place, page) in self.pages.iter_mut().enumerate() {
            let number = format!("{} {}/{count}", self.page_word, place + 1);
            for (field, text, align) in [
                ("page", &number, Align::Right),
                ("printed", &self.printed, Align::Left),
            ] {
                let half = Area {
                    width: area.width / 2,
                    x: area.x + align.shift(area.width / 2),
                    ..area
                };
                let paragraph = Paragraph::new(field, text, Weight::Regular, sizes)?;
                page.texts(set_block(half, &[paragraph], align, Ink::Black)?.runs);
            }
        }
        Ok(self.pages)
    }
}

/// One row of a table, laid out but not yet on the page.
struct Row {
    items: Vec<Item>,
    height: i32,
}

/// One cell, laid out, with the baseline of its first line.
struct LaidCell {
    items: Vec<Item>,
    baseline: i32,
    bottom: i32,
}

/// The same thing, `dots` further down.
fn lowered(item: Item, dots: i32) -> Item {
    match item {
        Item::Text(mut run) => {
            run.baseline += dots;
            Item::Text(run)
        }
        Item::Fill(area) => Item::Fill(Area {
            y: area.y + dots,
            ..area
        }),
        Item::Drawing(drawing) => Item::Drawing(drawing.lowered(dots)),
        Item::Bars(mut bars) => {
            bars.y += dots;
            Item::Bars(bars)
        }
        Item::Matrix(mut matrix) => {
            matrix.y += dots;
            Item::Matrix(matrix)
        }
    }
}
