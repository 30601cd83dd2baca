use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What slices keep in memory, one value of each type.
#[derive(Default)]
pub(super) struct Rooms(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Rooms {
    /// The value of this type; made by `T::default()` when nobody asked before.
    pub fn get<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let id = TypeId::of::<T>();
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        let room = known.unwrap_or_else(|| {
            let mut rooms = self.0.write().unwrap_or_else(PoisonError::into_inner);
            rooms.entry(id).or_insert_with(|| Arc::new(T::default())).clone()
        });
        room.downcast::<T>().unwrap_or_else(|_| Arc::new(T::default()))
    }
}
