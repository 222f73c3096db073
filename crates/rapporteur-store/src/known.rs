//! Rows that were read before: what is asked for again is not read again.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Values by their keys, up to a bound; where there are more, all are let go.
#[derive(Debug)]
pub(crate) struct Known<K, T> {
    values: BTreeMap<K, Rc<T>>,
    most: usize,
}

impl<K: Ord, T> Known<K, T> {
    pub(crate) fn up_to(most: usize) -> Self {
        Self { values: BTreeMap::new(), most }
    }

    pub(crate) fn get(&self, key: &K) -> Option<&Rc<T>> {
        self.values.get(key)
    }

    pub(crate) fn keep(&mut self, key: K, value: T) -> Rc<T> {
        if self.values.len() >= self.most {
            self.values.clear();
        }
        let value = Rc::new(value);
        self.values.insert(key, value.clone());
        value
    }
}
