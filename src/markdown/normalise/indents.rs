//! Lines indented by four columns or more: code, or what only looks like it.
//!
//! In comes such a line and what stands around it; out goes whether it was dealt with. Invariant: code stays code, and
//! Chinese prose that an exporter's nesting has moved does not become it.

use super::blocks::{self, Block, Shape};
use super::containers::Container;
use super::driver::Driver;

impl<'d> Driver<'d, '_> {
    /// A line indented by four columns or more; whether it was code, or text that only looks like something else.
    pub(super) fn indented(&mut self, shape: Shape, line: &'d str, indent: usize, at: usize) -> bool {
        let is_item = matches!(shape, Shape::Bullet(..));
        if !self.unit.is_empty() {
            let column = self.items.last().map_or(0, |item| item.content);
            if is_item && indent < column + 4 {
                return false;
            }
            self.text(line, indent, at);
            return true;
        }
        self.items.end_before(indent);
        let column = self.items.last().map_or(0, |item| item.content);
        if indent < column + 4 {
            return false;
        }
        let continues_code = self.last == Block::Code && self.last_container == self.container;
        if continues_code || !self.is_prose(line, at, column + 4) {
            self.indented_code(line, at);
            return true;
        }
        if !is_item {
            self.text(line, column, at);
        }
        !is_item
    }

    /// Whether the indented lines from here on are Chinese prose that an exporter's nesting has moved, and no code.
    fn is_prose(&mut self, line: &str, at: usize, column: usize) -> bool {
        if at >= self.prose {
            let mut prose = blocks::Prose::default();
            prose.count(line);
            self.prose = self.next;
            for line in self.source[self.next..].split('\n') {
                let (container, text) = Container::of(line, self.container.depth, self.inside());
                if container != self.container || blocks::indent(&line[text..]) < column {
                    break;
                }
                prose.count(&line[text..]);
                self.prose += line.len() + 1;
            }
            if !prose.is_prose() {
                self.prose = at;
            }
        }
        at < self.prose
    }
}
